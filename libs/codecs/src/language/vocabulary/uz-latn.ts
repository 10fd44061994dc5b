import type { Vocabulary } from '../vocabulary.js';

export const uzLatn: Vocabulary = {
  language: 'uz',
  common: `va bilan uchun bu bir ham esa edi emas bor yo'q bo'ldi bo'lgan bo'ladi bo'lib bo'yicha haqida qildi qilindi qilinadi qilgan qilmoqda etildi etdi
    etiladi etilgan etmoqda keyin oldin avval qadar ko'proq ko'p kam eng yangi ilk so'nggi katta kichik har hech kabi faqat endi hali hozir bugun ertaga
    kecha yil yilda yilning yildan yilga yilgi kun kuni oy oyida hafta soat daqiqa nafar kishi foiz foizga ming million milliard so'm dollar o'rtasida
    davomida tomonidan asosida qarshi nima nega qanday kim qayerda qancha necha o'z uning bizning ular biz men u shunday yana yoki ammo lekin chunki agar hamda
    shuningdek boshqa barcha ba'zi bir xil ikki uch to'rt besh olti yetti sakkiz to'qqiz o'n birinchi ikkinchi uchinchi qayta birga orqali ichida
    kerak mumkin bo'lsa deb degan ularning ushbu mazkur yuzasidan sababli`,
  words: `o'zbekiston o'zbekistonda o'zbekistonning o'zbekistonga o'zbekistondan toshkent toshkentda toshkentning samarqand samarqandda buxoro buxoroda andijon
    andijonda farg'ona farg'onada namangan namanganda qashqadaryo surxondaryo xorazm xorazmda navoiy navoiyda jizzax sirdaryo qoraqalpog'iston nukus rossiya
    rossiyada rossiyaga ukraina qozog'iston qirg'iziston tojikiston turkmaniston afg'oniston turkiya xitoy aqsh germaniya yevropa koreya ozarbayjon
    prezident prezidenti prezidentining vazir vazirlik vazirligi vaziri vazirlar mahkamasi mahkama hukumat hukumati davlat davlatning
    davlatlar parlament senat oliy majlis majlisi deputat deputatlar deputatlari qonun qonuni qonunga qonunchilik loyiha loyihasi loyihasini qaror qarori qarorini
    farmon farmoni imzoladi imzolandi imzolanadi imzolangan tasdiqladi tasdiqlandi qabul qabul qilindi uchrashuv uchrashuvi uchrashdi muzokara muzokaralar tashrif
    tashrifi tashrif buyurdi keldi ketdi rais raisi saylov saylovi saylovlari saylovlar nomzod siyosiy siyosat tashqi ichki ishlar mudofaa armiya harbiy
    tinchlik urush chegara chegarasida xavfsizlik hamkorlik hamkorligi kelishuv bitim shartnoma iqtisodiyot iqtisodiy neft gaz eksport eksporti import
    ishlab chiqarish savdo savdosi narx narxi narxlari narxlar arzonladi qimmatladi oshdi oshadi oshirildi oshiriladi oshgan o'sdi o'sish kamaydi pasaydi
    bank banki banklar markaziy stavka stavkasi kredit kreditlar soliq soliqlar budjet budjeti daromad daromadi investitsiya investitsiyalar investor
    kompaniya kompaniyasi kompaniyalar birja bozor bozori bozorida valyuta kursi kurs maosh maoshi oylik ish haqi pensiya pensiyalar nafaqa ijtimoiy
    tadbirkor tadbirkorlar tadbirkorlik qishloq xo'jaligi suv elektr energiya energetika yoqilg'i benzin zavod zavodi fabrika ish o'rinlari ishchi ishchilar
    qurilish qurilishi qurildi quriladi qurilmoqda bino binosi uy uylar uyi xonadon yo'l yo'li yo'llar ko'prik metro metrosi bekat bekati avtobus avtobuslar
    poyezd poyezdi temir havo yo'llari parvoz parvozlar aeroport aeroporti aeroportida samolyot samolyoti kema avariya halokat halokati hodisa hodisasi vafot
    halok jarohat jarohatlandi yaralandi shifoxona shifoxonaga kasalxona kasalxonasi yong'in yong'ini yondi o'chirildi portlash zilzila ro'y berdi berildi
    beriladi beradi bermoqda berilgan yuz politsiya militsiya ichki ushlandi qo'lga olindi qamoqqa jinoyat jinoyati ish sud sudi sudlandi hukm ayblanmoqda
    o'g'irlik firibgarlik giyohvandlik tergov prokuratura prokurori tezkor tadbir qutqarildi qidiruv ob-havo yomg'ir yog'adi qor shamol harorat harorati
    daraja issiq sovuq iliq isiydi kutilmoqda ogohlantirdi ogohlantirish sel toshqin daryo dengiz ko'l tog' o'rmon ekologiya chempionat chempionati
    chempionatida chempion chempioni kubok kubogi o'yin o'yini o'yinlari o'yinchi jamoa jamoasi klub klubi futbol futbolchi futbolchisi futbolchilar bosh
    murabbiy murabbiyi g'alaba g'alabasi g'alaba qozondi qozondi yutdi yutqazdi mag'lub terma terma jamoasi liga ligasi bosqich bosqichi yarim final finalga
    medal medali medallar oltin kumush bronza sportchi sportchilar sportchisi bokschi bokschilar boks kurash shaxmat olimpiada olimpiya turnir turniri
    musobaqa musobaqasi musobaqalari raqib hisob gol urdi o'tkazildi o'tkaziladi o'tkazilmoqda bo'lib o'tdi bo'lib o'tadi ta'lim maktab maktabi maktablar
    maktabda maktablarda o'qituvchi o'qituvchilar o'qituvchilarga o'quvchi o'quvchilar o'quvchilari talaba talabalar universitet universiteti oliygoh imtihon
    imtihonlari fan olim olimlar tadqiqot sog'liqni saqlash shifokor shifokorlar bemor bemorlar kasallik virus emlash dori dorilar bola bolalar bolalarni
    bog'cha ayol ayollar erkak yosh yoshlar oila inson odam odamlar fuqaro fuqarolar fuqarolari aholi aholisi aholiga shahar shahri shahrida shaharda tuman
    tumani tumanida viloyat viloyati viloyatida viloyatlar hokim hokimi hokimligi hokimiyat mahalla mahallalar respublika madaniyat teatr teatri film filmi
    festival festivali ko'rgazma ko'rgazmasi konsert konserti xonanda aktyor rejissyor kitob kitobi yozuvchi musiqa muzey muzeyi muzeyida mukofot mukofoti
    bayram bayrami navro'z nishonlandi texnologiya texnologiyalari raqamli sun'iy intellekt internet telefon telefoni mobil ilova ilovasi dastur dasturi
    kiber hujum hujumi sun'iy yo'ldosh kosmos ma'lumot ma'lumotlar ma'lumotlari ma'lum bildirdi ma'lum qildi aytdi dedi gapirdi javob javobi taklif taklif
    qildi talab chaqirdi chaqiriq xabar xabarlar yangiliklar e'lon qilindi ochildi ochiladi ochilishi yopildi yopiladi boshlandi boshlanadi boshladi boshlanmoqda
    davom etmoqda tugadi yakunlandi yakun topdi yuborildi to'xtatildi bekor tayinlandi lavozim lavozimi lavozimidan ozod o'zgardi o'zgarish o'zgarishlar
    yaratildi tashkil tayyorlandi natija natijalari natijasida muammo muammolar masala masalasi masalalari holat holati reja rejasi qo'llab-quvvatlash ishtirok
    ishtirokida yig'ilish yig'ilishi konferensiya forum forumi sammit sammiti tashkilot tashkiloti xalqaro mamlakat mamlakatlar mamlakatda dunyo dunyoda jahon
    tarix tarixi tarixiy vakil vakillari delegatsiya elchi elchisi mashhur xizmat xizmati xizmatlari markaz markazi markazida boshqarma boshqarmasi agentlik
    agentligi qo'mita qo'mitasi mustaqil tomon tomonlar xavf xavfi ovoz navbat navbatdagi soni pul mashina mashinasi avtomobil avtomobillar haydovchi haydovchilar
    jarima yo'l harakati yuqori past o'tgan keyingi joriy dushanba seshanba chorshanba payshanba juma shanba yakshanba yanvar fevral mart aprel may iyun iyul
    avgust sentabr oktabr noyabr dekabr bahor yoz kuz qish kechqurun ertalab kechasi imkoniyat imkoniyati oldi sotildi topildi topshirildi ajratildi ajratiladi
    joriy ishga tushirildi tushiriladi kirdi kirdi kiritildi chiqdi chiqarildi ko'rib chiqildi muhokama muhokama qildi bag'ishlangan rivojlantirish rivojlanish
    o'quv yangilandi yetkazildi yetdi tugatildi yig'ildi xalq xalqi milliy jamg'arma obod obodonlashtirish tibbiyot taqiqlandi taqiqlanadi ruxsat
    sabab sababi sabablari mutaxassis mutaxassislar fikri fikr izoh izohi izoh berdi rasmiy munosabat munosabat bildirdi da'vo inkor tasdig'i rad etdi tanqid tanqid qildi ogohlantirmoqda so'zladi suhbat suhbatlashdi gaplashdi
    muloqot tabrikladi taqdirladi mukofotladi ko'rindi topilgan yo'qolgan yo'qoldi cho'kdi cho'kib ketdi urib ketdi to'qnashuv to'qnashdi ag'darildi qulab tushdi quladi yiqildi kuydi qutulib qoldi o'ldirdi o'ldirilgan pichoqladi kaltakladi
    o'g'irladi talon-toroj bosqin hujum qildi qamaldi qamoq jazo jazosi jazolandi hibsga ozodlikka chiqdi ozodlik afv etildi poraxo'rlik pora korrupsiya mansabdor amaldor ishdan olindi iste'fo iste'foga chiqdi tayinlov kadrlar kadrlar
    islohot islohotlar islohoti vakolat muddat muddati topshiriq topshiriqlar berdi topshirdi nazorat nazorati tekshiruv tekshirildi aniqlandi aniqladi aniqlangan ko'rsatkich ko'rsatkichlari ulushi hajmi qarz qarzi qarzlar foyda
    zarar daromadlari inflyatsiya ipoteka ijara uy-joy kvartira xonadonlar xaridor xaridorlar mahsulot mahsulotlar mahsulotlari non go'sht sut shakar kartoshka piyoz sabzavot meva mevalar uzum anor paxta g'alla bug'doy hosil hosili
    terim terimi chorva chorvachilik dehqon dehqonlar fermer fermerlar klaster bozorlar do'kon do'konlar savdogar bojxona bojxonachi yuk mashinalari tunnel dovon ko'chki tuman bulutli yog'ingarchilik chang bo'roni jazirama qurg'oqchilik
    muzlik sayyoh sayyohlar sayohat turizm mehmonxona dam olish ta'til dengiz sohili tog'lar viza bojsiz chipta chiptalar yo'lovchi yo'lovchilar qatnov qatnovi marshrut piyoda yo'l-transport svetofor tirbandlik kechikmoqda nosozlik
    nosozligi uzilish uzilishlar gaz ta'minoti ta'minot isitish mavsum mavsumi to'y to'ylar farzand farzandi farzandini farzandlar ota ona ota-ona otasi onasi o'g'il o'g'li qizi qiz qizlar yigit yigitlar aka uka opa singil
    buvi bobo qo'shni qo'shnisi er-xotin ajrashdi turmush o'quv o'smir o'smirlar tug'ruq nogiron nogironligi qariya keksalar faxriy kambag'al yetim mehribonlik uyi xayriya yordam yordami ko'mak tug'ildi tug'ilgan san'at san'atkor
    san'atkorlar aktrisa qo'shiqchi serial kino kinosi ssenariy sahna spektakl spektakli tanlov tanlovi tanlov g'olibi g'oliblari g'olib g'oliblar ishtirokchi ishtirokchilar maqom she'r she'riyat shoir shoiri adib roman asari asar
    yodgorlik yodgorligi qadimiy qazilma arxeologlar masjid masjidi madrasa ziyoratgoh hayit ramazon ro'za haj umra imom obida haykal haykali kutubxona grant grantlar stipendiya ma'ruza diplom magistratura bakalavr kontrakt kvota
    attestatsiya to'garak olimpiadasi robot robototexnika elektromobil elektromobillar batareya quyosh panellari shamol atom elektr stansiyasi stansiya raketa dron uchuvchisiz qurol zarba zarbalari otishma sulh front jangari terror
    qochqin migrant migrantlar mehnat migratsiya sanksiya sanksiyalar taklifini taklifi kelishdi kelishib oldi imzolashdi uchrashishdi durang durang qayd hisobda golini golli darvozabon hujumchi himoyachi transfer stadion stadioni
    muxlis muxlislar rekord rekordi finalchi safarda mavsumda turda dog'da qoldirdi mag'lub etdi oldinda ortda uchrashuvda vakilimiz vakillarimiz jamoamiz yurtdoshimiz yurtdoshlarimiz sportchimiz hamyurtimiz dahshatli fojia fojiali
    favqulodda shov-shuv kutilmagan ajoyib noyob noqonuniy soxta firibgar firibgarlar aldadi aldandi bepul tekin arzon qimmat og'ir yengil muhim asosiy sobiq yosh keksa kuchli xavfli zamonaviy eski maxsus umumiy xususiy birgalikda
    tez orada birdan rostdan balki hatto deyarli qariyb jami umuman haqiqatan qachon qayer qayerni qanday qilib nimalar kimlar kuzatildi kuzatilmoqda kutilyapti boshlanyapti bo'lyapti qilyapti boryapti kelyapti olmoqda
    bermoqchi olmoqchi bo'lmoqchi ketmoqda kelmoqda chiqmoqda oshmoqda tushmoqda qolmoqda turibdi qoldi qoldirdi ketdi ketgan kelgan bordi yashaydi yashamoqda ishlaydi ishlamoqda o'rganmoqda o'rgandi tanladi tarqaldi tarqalgan`,
  endings: `lar larning larni larda lardan larga lari larini larida lariga laridan larining ning ni da dan ga ka qa dagi gacha ida idan iga ini ining idagi
    di ldi ildi indi andi ladi landi lashdi ishdi tdi rdi shdi moqda ilmoqda lmoqda adi iladi inadi ydi yapti gan ilgan ingan kan qan gani ganini ganidan
    gach guncha ish ishi ishini ishga ishda lash lashtirish lanish uvchi ovchi chi chilar lik ligi likni chilik chiligi siz imiz ingiz miz man san dir mi
    moqchi mas maydi madi yotgan ayotgan si sini sida siga sidan sining`,
};
