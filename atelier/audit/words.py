"""The verbs of the audit in words: "case.released" is told as "case: released". The rows hold the verbs."""

from collections.abc import Sequence

from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import pgettext_lazy

# What stands before the dot, where it is not the name of a model.
ABOUT = {
    "undone": pgettext_lazy("audit", "undone within ten minutes"),
    "address": pgettext_lazy("audit", "e-mail address"),
    "agenda": pgettext_lazy("audit", "agenda"),
    "asked": pgettext_lazy("audit", "asked question"),
    "code": pgettext_lazy("audit", "code"),
    "join_request": pgettext_lazy("audit", "request to join"),
    "login": pgettext_lazy("audit", "login"),
    "logout": pgettext_lazy("audit", "logout"),
    "mail": pgettext_lazy("audit", "mail"),
    "meetings": pgettext_lazy("audit", "meetings"),
    "password": pgettext_lazy("audit", "password"),
    "privacy": pgettext_lazy("audit", "own data"),
    "question": pgettext_lazy("audit", "learning question"),
    "research": pgettext_lazy("audit", "research"),
    "second_factor": pgettext_lazy("audit", "second step"),
    "text": pgettext_lazy("audit", "text for everybody"),
}
DONE = {
    "accepted": pgettext_lazy("audit", "accepted"),
    "added": pgettext_lazy("audit", "added"),
    "address_given_up": pgettext_lazy("audit", "address gone over to another"),
    "address_works_again": pgettext_lazy("audit", "address works again"),
    "answered": pgettext_lazy("audit", "answered for now"),
    "approved": pgettext_lazy("audit", "approved"),
    "asked": pgettext_lazy("audit", "asked"),
    "attendance": pgettext_lazy("audit", "attendance kept"),
    "attribution_changed": pgettext_lazy("audit", "showing of the name changed"),
    "cancelled": pgettext_lazy("audit", "cancelled"),
    "case_linked": pgettext_lazy("audit", "case linked"),
    "case_not_reached": pgettext_lazy("audit", "case not reached"),
    "case_reached": pgettext_lazy("audit", "case talked about"),
    "case_unlinked": pgettext_lazy("audit", "case unlinked"),
    "change_asked": pgettext_lazy("audit", "change asked for"),
    "change_refused": pgettext_lazy("audit", "change refused"),
    "change_taken_back": pgettext_lazy("audit", "asked change taken back"),
    "changed": pgettext_lazy("audit", "changed"),
    "changes_asked": pgettext_lazy("audit", "changes asked"),
    "closed": pgettext_lazy("audit", "closed"),
    "corrected": pgettext_lazy("audit", "text corrected"),
    "declined": pgettext_lazy("audit", "declined"),
    "deleted": pgettext_lazy("audit", "deleted"),
    "delivered": pgettext_lazy("audit", "delivered"),
    "discarded": pgettext_lazy("audit", "draft thrown away"),
    "discussed": pgettext_lazy("audit", "discussed"),
    "done": pgettext_lazy("audit", "done"),
    "draft_purged": pgettext_lazy("audit", "old draft deleted"),
    "dropped": pgettext_lazy("audit", "dropped"),
    "edited": pgettext_lazy("audit", "text changed"),
    "email_corrected": pgettext_lazy("audit", "e-mail address corrected"),
    "erased": pgettext_lazy("audit", "erased"),
    "exported": pgettext_lazy("audit", "exported"),
    "followed_up": pgettext_lazy("audit", "outcome known"),
    "given": pgettext_lazy("audit", "given"),
    "guest_ended": pgettext_lazy("audit", "guest's link ended"),
    "slides_kept_as_they_are": pgettext_lazy("audit", "slides handed in as they are, with a reason"),
    "guest_invited": pgettext_lazy("audit", "guest invited"),
    "guests_purged": pgettext_lazy("audit", "guests deleted after their time"),
    "handled": pgettext_lazy("audit", "handled"),
    "held": pgettext_lazy("audit", "held"),
    "invited_again": pgettext_lazy("audit", "invited again"),
    "item_added": pgettext_lazy("audit", "item added"),
    "item_carried": pgettext_lazy("audit", "case taken along"),
    "item_changed": pgettext_lazy("audit", "item changed"),
    "item_moved": pgettext_lazy("audit", "item moved"),
    "item_removed": pgettext_lazy("audit", "item taken off"),
    "judged": pgettext_lazy("audit", "judged"),
    "left": pgettext_lazy("audit", "stopped"),
    "let_back": pgettext_lazy("audit", "let back"),
    "looked_back": pgettext_lazy("audit", "looked back"),
    "made": pgettext_lazy("audit", "made"),
    "merged": pgettext_lazy("audit", "merged"),
    "method_added": pgettext_lazy("audit", "steps of a method added"),
    "name_hidden": pgettext_lazy("audit", "name hidden"),
    "name_shown": pgettext_lazy("audit", "name shown"),
    "needs_purged": pgettext_lazy("audit", "access and food needs deleted after the meeting"),
    "open": pgettext_lazy("audit", "opened"),
    "organisation_changed": pgettext_lazy("audit", "organisation changed"),
    "people_changed": pgettext_lazy("audit", "people changed"),
    "planned": pgettext_lazy("audit", "planned"),
    "proposed": pgettext_lazy("audit", "proposed"),
    "parked": pgettext_lazy("audit", "text parked"),
    "published": pgettext_lazy("audit", "published"),
    "purged": pgettext_lazy("audit", "deleted after its time"),
    "read": pgettext_lazy("audit", "read"),
    "recorded": pgettext_lazy("audit", "recorded"),
    "registered": pgettext_lazy("audit", "registered"),
    "refused": pgettext_lazy("audit", "refused"),
    "released": pgettext_lazy("audit", "released"),
    "removed": pgettext_lazy("audit", "removed"),
    "reopened": pgettext_lazy("audit", "opened again"),
    "reported": pgettext_lazy("audit", "report complete"),
    "resubmitted": pgettext_lazy("audit", "submitted again"),
    "returned": pgettext_lazy("audit", "changes asked"),
    "revised": pgettext_lazy("audit", "revised"),
    "role_given": pgettext_lazy("audit", "role given"),
    "role_taken": pgettext_lazy("audit", "role taken away"),
    "running": pgettext_lazy("audit", "begun"),
    "scheduled": pgettext_lazy("audit", "put on an agenda"),
    "shown": pgettext_lazy("audit", "shown to who submitted it"),
    "set_aside": pgettext_lazy("audit", "set aside"),
    "submitted": pgettext_lazy("audit", "submitted"),
    "taken_over": pgettext_lazy("audit", "taken over"),
    "taken_back": pgettext_lazy("audit", "taken back"),
    "together_agreed": pgettext_lazy("audit", "says yes to submitting together"),
    "together_asked_no_more": pgettext_lazy("audit", "address taken off"),
    "together_meant": pgettext_lazy("audit", "lets a co-submitter read along"),
    "together_not_meant": pgettext_lazy("audit", "meant somebody else as co-submitter"),
    "together_refused": pgettext_lazy("audit", "says no to submitting together"),
    "together_taken_off": pgettext_lazy("audit", "co-submitter taken off"),
    "text_removed": pgettext_lazy("audit", "text or file taken off"),
    "tried_again": pgettext_lazy("audit", "sent once more"),
    "lapsed": pgettext_lazy("audit", "waited too long for a second person, left as it was"),
    "turned_down": pgettext_lazy("audit", "left as it was"),
    "unpublished": pgettext_lazy("audit", "taken off the site"),
    "welcomed": pgettext_lazy("audit", "came in for the first time"),
    "whole_export_agreed": pgettext_lazy("audit", "export with raw texts agreed"),
    "whole_export_asked": pgettext_lazy("audit", "export with raw texts asked"),
    "withdrawn": pgettext_lazy("audit", "withdrawn"),
    "words_off": pgettext_lazy("audit", "asker's words taken off"),
    "words_read": pgettext_lazy("audit", "asker's words read by a moderator"),
}

# Words of notes that are no field, role or choice.
NOTED = {"into": pgettext_lazy("audit", "went over into"), ">": pgettext_lazy("audit", "became")}
OUTCOMES = {"ok": pgettext_lazy("audit", "done"), "refused": pgettext_lazy("audit", "refused")}


def told(verb: str) -> str:
    """The verb in the reader's language; a part that has no words stands as it is."""
    about, _dot, done = verb.partition(".")
    named = str(ABOUT.get(about) or name_of(about) or about)
    return str(capfirst(f"{named}: {DONE.get(done, done)}" if done else named))


def is_verb(typed: str) -> bool:
    about, dot, done = typed.partition(".")
    return bool((about in ABOUT or name_of(about)) and (done in DONE if dot else about in ABOUT))


def outcome(result: str) -> str:
    return str(OUTCOMES.get(result, result))


def subject(object_type: str, object_id: str) -> str:
    """The kind and the number of an object ("cases.case", "15"): Case 15."""
    try:
        kind = str(capfirst(str(apps.get_model(object_type)._meta.verbose_name)))
    except (LookupError, ValueError):
        kind = object_type
    return f"{kind} {object_id}".strip()


def noted(object_type: str, note: str) -> str:
    """The fixed words of a note (names of fields, a role, a choice, days, a number) in the reader's language."""
    try:
        fields = apps.get_model(object_type)._meta.concrete_fields if note else []
    except (LookupError, ValueError):
        fields = []
    return ", ".join(_noted(word, fields) for word in note.split())


def _noted(word: str, fields: "Sequence[models.Field[object, object]]") -> str:
    for field in fields:
        if word in (field.name, field.name.removeprefix("is_")):
            return str(field.verbose_name)
        if word in (choices := dict(field.flatchoices)):
            return str(choices[word])
    return str(NOTED.get(word, word))


def name_of(model: str) -> str:
    """Of a model by its name in lower case ("case", "joinrequest"); nothing when there is none."""
    found = (one for one in apps.get_models() if one._meta.model_name == model.replace("_", ""))
    return next((str(one._meta.verbose_name) for one in found), "")
