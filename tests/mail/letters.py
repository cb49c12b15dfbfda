"""Messages that exist only in tests, with templates in tests/mail/templates."""

from atelier.mail.messages import CalendarPart, Mail, Obsolete, Recipient, message

ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:7@voorbeeld.test\r\n"
    "SUMMARY:Over leven één\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
).encode()


@message("test.note")
def note(to: Recipient, *, number: int = 0) -> Mail:
    return Mail(f"Note {number}", f"Hello {to.name}", "<p>Hello</p>")


@message("test.reminder", resend_unsure=True)
def reminder(to: Recipient, *, number: int = 0) -> Mail:
    return Mail(f"Reminder {number}", "Come")


@message("test.digest", optional=True)
def digest(to: Recipient) -> Mail:
    return Mail("Digest", f"Stop: {to.unsubscribe_url}")


@message("test.code", security=True)
def code(to: Recipient, *, code: str) -> Mail:
    return Mail("Your code", f"The code is {code}")


@message("test.obsolete")
def obsolete(to: Recipient) -> Mail:
    raise Obsolete


@message("test.broken")
def broken(to: Recipient) -> Mail:
    raise RuntimeError("a mistake in a message")


@message("test.invitation", resend_unsure=True)
def invitation(to: Recipient) -> Mail:
    return Mail("Invitation", "Come", "<p>Come</p>", [CalendarPart(ICS, "REQUEST")])
