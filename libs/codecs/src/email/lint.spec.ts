import { knows, replacing } from '../testing/lint-cases.js';

describe('an e-mail (RFC 5322)', () => {
  const good =
    'From: Report <r@report.example.org>\r\nDate: Tue, 10 Mar 2026 09:00:00 +0000\r\nSubject: x\r\n\r\nMətn\r\n';
  knows('email', good, [
    ['email.incomplete', '/message', 1, replacing(/^From.*\r\n/, '')],
    ['email.field-repeated', '/message/subject', 4, replacing('Subject: x', 'Subject: x\r\nSubject: y')],
    ['email.header', '/message', 3, replacing('Subject: x', 'Subject: ə')],
    ['email.header', '/message', 3, replacing('Subject: x', 'no field')],
    ['email.line-too-long', '/message', 5, replacing('Mətn', 'x'.repeat(999))],
  ]);
});
