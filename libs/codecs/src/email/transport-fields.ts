/** Fields of the registry (RFC 4021, RFC 9228) and of mail programs that say how a message was sent, or that are read. */
const FIELDS: ReadonlySet<string> = new Set(
  (
    'from to cc bcc apparently-to date subject message-id organization organisation keywords comments received ' +
    'return-path delivered-to delivery-date envelope-to original-to path xref newsgroups lines status bytes precedence mime-version ' +
    'user-agent errors-to return-receipt-to return-receipt-requested disposition-notification-to ' +
    'disposition-notification-options generate-delivery-report prevent-nondelivery-report conversion ' +
    'auto-submitted authentication-results received-spf domainkey-signature dkim-signature dkim-filter domainkey-status ' +
    'thread-topic thread-index feedback-id autocrypt openpgp face accept-language acceptlanguage mailing-list sent ' +
    'deferred-delivery dl-expansion-history tls-required tls-report-domain tls-report-submitter require-recipient-valid-since ' +
    'mail-followup-to mail-reply-to follow-up-to followup-to posting-version relay-version nntp-posting-host nntp-posting-date injection-info cancel-lock ' +
    'importance priority sensitivity encoding content-class msip_labels suggested_attachment_session_id'
  ).split(' '),
);
const FAMILIES =
  /^(?:content|resent|list|arc|bimi|downgraded|old|original|mt|ironport|spamdiagnostic\w*|authentication)-/;

/** Of fields that somebody made up (`X-…`) those of programs and servers that send, sort, scan and measure mail. */
const PROGRAMS = new RegExp(
  `^x-(?:${[
    'mailer mime mimeole ms msmail microsoft exchange outlook office\\d* eop\\w* forefront apple mozilla evolution kmail mutt',
    'google gm gmail goomoji yahoo ymail ym yandex mru mras rambler coremail qq aliyun zoho zm ovh gmx',
    'spam\\w* antispam\\w* bogosity junkmail virus antivirus antiabuse abuse amavis clam\\w* dspam greylist barracuda ironport',
    'proofpoint mimecast cloudmark rspamd? sophos kas\\w* kse\\w* drweb mdaemon mdav scann?ed scanner quarantine tmase tm',
    'auth authenticated authentication authority dkim spf pgp gpg hashcash sender originating originalarrivaltime',
    'original received forwarded resent return envelope delivered delivery rcpt bounces? loop beenthere mailman list mailing',
    'csa ses sg sendgrid mandrill mailgun mailchimp mailjet mj mc sparkpost postmark sib campaign campaignid newsletter',
    'report complaints feedback priority auto accept face operating account uid uidl imap sieve cyrus smtp mta php cron',
    'universally uniform confirm tnef nntp newsreader http cache queue rss-feed korpu',
  ]
    .join(' ')
    .replaceAll(' ', '|')})(?:-|$)`,
);

/** Whether a header field, by its name in small letters, may say something of the news in the message, and is not read. */
export const mayBeOfTheNews = (name: string): boolean =>
  !FIELDS.has(name) && !FAMILIES.test(name) && !PROGRAMS.test(name);
