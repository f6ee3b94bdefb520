"""Mails that came back, as the usual servers write them; persons and hosts are invented."""

from tests.factories.bounces import mail

EXCHANGE = mail("""
    From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.net>
    Subject: Undeliverable: Your booking
    Content-Type: multipart/report; report-type=delivery-status; boundary="x"

    --x
    Content-Type: text/html

    <p>sofie@example.com wasn't found at example.com.</p>
    --x
    Content-Type: message/delivery-status

    Reporting-MTA: dns;AM0PR05.example.net

    Final-Recipient: rfc822;sofie@example.com
    Action: failed
    Status: 5.4.1
    Diagnostic-Code: smtp;550 5.4.1 Recipient address rejected: Access denied. [AM0EUR02.example.net]

    --x
    Content-Type: message/rfc822

    Subject: Your booking
    X-Kartotek-Message: 77

    Full colour on Thursday. Do not unsubscribe.
    --x--
""")
GMAIL = mail("""
    From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
    Subject: Delivery Status Notification (Failure)
    In-Reply-To: <message-78@kartotek.example>
    X-Failed-Recipients: sofie@example.com
    Auto-Submitted: auto-replied
    Content-Type: multipart/report; boundary="g"; report-type=delivery-status

    --g
    Content-Type: text/plain; charset="UTF-8"

    Address not found. Your message wasn't delivered to sofie@example.com.
    --g
    Content-Type: message/delivery-status

    Reporting-MTA: dns; googlemail.example

    Original-Recipient: rfc822; Sofie@Example.com
    Final-Recipient: rfc822; other@example.org
    Action: failed
    Status: 5.1.1
    Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.

    --g--
""")
POSTFIX = mail("""
    From: MAILER-DAEMON@mail.example.net (Mail Delivery System)
    Subject: Undelivered Mail Returned to Sender
    Auto-Submitted: auto-replied
    Content-Type: multipart/report; report-type=delivery-status; boundary="p"

    --p
    Content-Description: Notification

    This is the mail system at host mail.example.net.
    <sofie@example.com>: Host or domain name not found. Name service error for name=example.com type=A: Host not found

    --p
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mail.example.net

    Final-Recipient: rfc822; sofie@example.com
    Original-Recipient: rfc822;sofie@example.com
    Action: failed
    Status: 5.4.4
    Diagnostic-Code: X-Postfix; Host or domain name not found. Name service error for
        name=example.com type=A: Host not found

    --p--
""")
EXIM = mail("""
    From: Mail Delivery System <Mailer-Daemon@exim.example.net>
    Auto-Submitted: auto-replied
    X-Failed-Recipients: sofie@example.com
    Subject: Mail delivery failed: returning message to sender

    This message was created automatically by mail delivery software.
    A message that you sent could not be delivered to one or more of its recipients.
      sofie@example.com
        host mx.example.com [192.0.2.1]
        SMTP error from remote mail server after RCPT TO:<sofie@example.com>:
        550 No such user here

    ------ This is a copy of the message, including all the headers. ------
    X-Kartotek-Message: 79
    Subject: spam about a full mailbox
""")
QMAIL_FULL = mail("""
    From: MAILER-DAEMON@q.example.net
    Subject: failure notice

    Hi. This is the qmail-send program at q.example.net.
    I'm afraid I wasn't able to deliver your message to the following addresses.
    This is a permanent error; I've given up. Sorry it didn't work out.

    <sofie@example.com>:
    The user's mailbox is full.
""")
AWAY = mail("""
    From: Sofie Bjerregaard <sofie@example.com>
    Subject: Automatisk svar: Your booking
    Auto-Submitted: auto-replied
    In-Reply-To: <message-80@kartotek.example>

    Jeg er på ferie. Write to other@example.org, whose mailbox is full.
""")
NESTED = mail("""
    From: Signe <signe@example.net>
    Subject: Fwd: came back
    Content-Type: multipart/mixed; boundary="n"

    --n
    Content-Type: text/plain

    See below.
    --n
    Content-Type: message/rfc822

    From: MAILER-DAEMON@mx.example.net
    Content-Type: multipart/report; report-type=delivery-status; boundary="m"

    --m
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.example.net

    Final-Recipient: rfc822; sofie@example.com
    Action: failed
    Status: 5.1.1

    --m--
    --n--
""")
GLOBAL = mail("""
    From: MAILER-DAEMON@mx.example.net
    Content-Type: multipart/report; report-type=global-delivery-status; boundary="u"

    --u
    Content-Type: message/global-delivery-status

    Reporting-MTA: dns; mx.example.net

    Final-Recipient: utf-8; søren@blåbær.example
    Action: failed
    Status: 5.1.1

    Final-Recipient: utf-8; åse@blåbær.example
    Action: failed
    Status: 5.2.2
    --u--
""")
GLOBAL_IN_BASE64 = mail("""
    From: MAILER-DAEMON@mx.example.net
    Content-Type: multipart/report; report-type=global-delivery-status; boundary="u"

    --u
    Content-Type: message/global-delivery-status
    Content-Transfer-Encoding: base64

    RmluYWwtUmVjaXBpZW50OiByZmM4MjI7IHNvZmllQGV4YW1wbGUuY29tDQpBY3Rpb246IGZhaWxl
    ZA0KU3RhdHVzOiA1LjEuMQ0K
    --u--
""")
COMPLAINT = mail("""
    From: feedback@provider.example
    Subject: complaint
    Content-Type: multipart/report; report-type=feedback-report; boundary="c"

    --c
    Content-Type: text/plain

    Somebody called this spam.
    --c
    Content-Type: message/feedback-report

    Feedback-Type: abuse
    Original-Rcpt-To: <sofie@example.com>

    --c
    Content-Type: message/rfc822

    X-Kartotek-Message: 81

    Hello
    --c--
""")
LATIN = (
    b"From: MAILER-DAEMON@mx.example.net\r\nSubject: failure notice\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
    b"\r\nHi. This is the qmail-send program at q.example.net.\r\n\r\n"
    b"<sofie@example.com>:\r\nBrugeren er ukendt, pr\xf8v igen.\r\n"
)
