import { isCapital, isShouted } from './capitals.js';

describe('capitals', () => {
  it('are those of every language that is told', () => {
    const missed = [...'ABZÇĞİIÖŞÜƏÑÝŽÄŇŪÉАЁЯӘҒҚҢӨҰҮҺІЎҲҶӢӮЂЋЏЉЊЈЇЄҐ'].filter(
      (c) => !isCapital(c.charCodeAt(0)),
    );
    const taken = [...'abzçğıiöşüəñýžäňūéаёяәғқңөұүһіўҳҷӣӯђћџљњјїєґß×÷0«'].filter((c) =>
      isCapital(c.charCodeAt(0)),
    );
    expect([missed, taken]).toEqual([[], []]);
  });

  it('make a shouted text in any of them', () => {
    const shouted = (text: string): boolean => isShouted(text, 0, text.length);
    expect(['ҚАЗАҚ ӘДЕБИЕТІ', 'ƏHALİ ÜÇÜN', 'ЎҚИШ ҲАҚИ'].map(shouted)).toEqual([true, true, true]);
    expect(shouted('Қазақ әдебиеті')).toBe(false);
  });
});
