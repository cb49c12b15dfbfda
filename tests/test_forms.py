"""Every form of the portal, as its pages make it: each field has a limit, and what is longer is refused first."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from allauth.account import app_settings as account
from allauth.mfa import app_settings as mfa
from django import forms
from django.conf import settings
from django.http import QueryDict
from django.test import Client, TestCase
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.module_loading import import_string

from atelier.base.exceptions import DomainError
from atelier.base.forms.bounded import LONGEST_TEXT, Bounded, length_of, limit_of
from atelier.base.forms.plain import Plain
from tests.growth import SHAPES, text_of, too_slow
from tests.spread import part
from tests.world import load_world, walk

# Django's own: the search box of a list (DeskAdmin cuts it) and the number of rows of a formset.
DJANGOS = ("django.contrib.admin.", "django.forms.formsets")


@contextmanager
def collected() -> Iterator[dict[str, forms.BaseForm]]:
    """The first form of each class that is made meanwhile."""
    made: dict[str, forms.BaseForm] = {}
    original = forms.BaseForm.__init__

    def remember(form: Any, *args: Any, **kwargs: Any) -> None:
        original(form, *args, **kwargs)
        made.setdefault(f"{type(form).__module__}.{type(form).__qualname__}", form)

    forms.BaseForm.__init__ = remember  # type: ignore[method-assign, assignment]
    try:
        yield made
    finally:
        forms.BaseForm.__init__ = original  # type: ignore[method-assign]


def filled(form: Any, text: str, *, hidden: bool = False) -> Any:
    """The form as it is after this was typed in each field (and put in each hidden one)."""
    data = QueryDict(mutable=True)
    for name, field in form.fields.items():
        if hidden or not isinstance(field.widget, forms.HiddenInput):
            data.setlist(form.add_prefix(name), [text])
    form.is_bound, form.data, form._errors = True, data, None
    form._bound_fields_cache, form.empty_permitted = {}, False
    if isinstance(form, Plain):
        form.data = form._tidied()
    return form


# Not on the class: there Django copies what stands on it.
FORMS: dict[str, Any] = {}
# They meet every form between them.
WHO = ("visitor", "samira", "lars", "ingrid", "noor", "beheer")


@pytest.mark.long
class TestEveryForm(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_world()
        with collected() as made:
            for who in WHO:
                for _visit in walk(who, per_route=1):
                    pass
            for path in ("account_login", "account_request_login_code", "account_reset_password", "members:join"):
                Client().get(reverse(path))
        FORMS.update((name, form) for name, form in made.items() if not name.startswith(DJANGOS))

    def test_the_walk_finds_them(self) -> None:
        assert len(FORMS) > 60
        assert any("LoginForm" in name for name in FORMS)
        assert any("JoinForm" in name for name in FORMS)

    def test_each_is_bounded(self) -> None:
        assert [name for name, form in FORMS.items() if form.fields and not isinstance(form, Bounded)] == []

    def test_what_is_too_long_is_refused_with_its_sentence_and_kept(self) -> None:
        wrong = []
        for name, form in FORMS.items():
            for field in typed_fields(form):
                limit = limit_of(form.fields[field])
                bound = filled(form, "e" * (limit + 1))
                errors = bound.errors.as_data().get(field, [])
                if [error.code for error in errors] != ["max_length"]:
                    wrong.append(f"{name}.{field}: {errors}")
                if not isinstance(form.fields[field].widget, forms.PasswordInput):
                    assert bound[field].value() == "e" * (limit + 1), (name, field)
        assert wrong == []

    def test_what_keeps_text_refuses_a_citizen_service_number(self) -> None:
        wrong = []
        for name, form in FORMS.items():
            for field in kept_fields(form) if name.rpartition(".")[2] not in KEEP_NOTHING else ():
                for number in ("111222333", "111\u202f222\u202f333", "\u0661\u0661\u0661222333", "1112,22,333"):
                    errors = filled(form, number).errors.as_data().get(field, [])
                    if [error.code for error in errors] != ["bsn"]:
                        wrong.append(f"{name}.{field} {number}: {errors}")
        assert wrong == []

    @pytest.mark.long
    def test_ten_times_the_text_takes_about_ten_times_as_long(self) -> None:
        wrong = []
        for name, form, shapes in asked_of_forms():
            for shape in shapes:

                def send(text: str, form: Any = form) -> None:
                    with suppress(DomainError):  # made from an older page, it says
                        filled(form, text, hidden=True).is_valid()

                if slow := too_slow(send, shape):
                    wrong.append(f"{name}: {slow}")
        assert wrong == []

    @pytest.mark.long
    def test_a_text_of_full_length_is_looked_at_in_a_moment(self) -> None:
        wrong = []
        for name, form, shapes in asked_of_forms():
            longest = max((limit_of(form.fields[field]) for field in typed_fields(form)), default=0)
            for shape in shapes if longest > 1000 else ():
                begun = time.process_time()
                filled(form, text_of(shape, longest)).is_valid()
                if (took := time.process_time() - begun) > 2:
                    wrong.append(f"{name} {shape}: {took:.2f} s")
        assert wrong == []

    def test_the_largest_form_fits_in_what_a_request_may_hold(self) -> None:
        for name, form in FORMS.items():
            signs = sum(limit_of(form.fields[field]) for field in typed_fields(form))
            # Three bytes a sign, each as %xx: a text of another script, or all of it accents.
            assert 9 * signs * 5 < settings.DATA_UPLOAD_MAX_MEMORY_SIZE, name
            assert len(form.fields) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS / 2, name


def asked_of_forms() -> Iterator[tuple[str, Any, list[str]]]:
    """Every shape for every form; with --quick for the first form with a field of each kind, and of others a part."""
    met: set[Any] = set()
    for turn, (name, form) in enumerate(FORMS.items()):
        new = {kind_of(field) for field in form.fields.values()} - met
        yield name, form, list(SHAPES) if new else part(SHAPES, one_of=8, turn=turn)
        met |= new


def kind_of(field: forms.Field) -> tuple[Any, ...]:
    """What looks at the text that is typed in it."""
    validators = frozenset(
        getattr(one, "__qualname__", type(one).__qualname__) for one in (*field.validators, *field.default_validators)
    )
    return type(field), type(field.widget), validators, getattr(field, "strip", None)


def typed_fields(form: Any) -> list[str]:
    untyped = (forms.ChoiceField, forms.ModelChoiceField, forms.BooleanField, forms.FileField, forms.UUIDField)
    return [
        name
        for name, field in form.fields.items()
        if not isinstance(field, untyped) and not isinstance(field.widget, forms.HiddenInput) and not field.disabled
    ]


def kept_fields(form: Any) -> list[str]:
    return [
        name
        for name in typed_fields(form)
        if isinstance(form.fields[name], forms.CharField)
        and not isinstance(form.fields[name].widget, forms.PasswordInput)
    ]


# They look something up: an address, a code.
KEEP_NOTHING = {
    "LoginForm",
    "RequestCodeForm",
    "ConfirmCodeForm",
    "ResetPasswordForm",
    "UserTokenForm",
    "SecondStepForm",
    "SecondStepAgainForm",
    "ActivateAppForm",
}


def test_every_form_class_of_the_portal_is_bounded() -> None:
    """Also those that no page of the demo shows."""
    rooms = ("atelier.", "members.", "cases.", "meetings.", "research.")
    loose = [
        one.__qualname__
        for one in subclasses(forms.BaseForm)
        if one.__module__.startswith(rooms) and not issubclass(one, Bounded) and one not in mixins()
    ]
    assert loose == []


def mixins() -> set[type]:
    """Fields only: each form that takes them is bounded."""
    return {base for one in subclasses(Bounded) for base in one.__mro__}


def subclasses(one: type) -> Iterator[type]:
    for each in one.__subclasses__():
        yield each
        yield from subclasses(each)


def test_every_form_of_allauth_that_a_page_uses_is_ours() -> None:
    ours = {import_string(path) for path in [*account.FORMS.values(), *mfa.FORMS.values()]}
    assert all(issubclass(one, Bounded) for one in ours)
    theirs = {base for one in ours for base in one.__mro__}
    asks = {view.form_class for view in views_with_forms() if typed_base(view.form_class)}
    assert {one.__name__ for one in asks - theirs} - NOT_USED == set()


# Closed here: nobody signs up, no telephone, no verification or reset by code.
NOT_USED = {
    "SignupForm",
    "SignupWebAuthnForm",
    "ConfirmPasswordResetCodeForm",
    "ConfirmEmailVerificationCodeForm",
    "VerifyPhoneForm",
    "ChangePhoneForm",
}


def typed_base(form: type[forms.BaseForm]) -> bool:
    return any(isinstance(field, forms.CharField) for field in form.base_fields.values())


def views_with_forms(patterns: list[Any] | None = None) -> Iterator[Any]:
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from views_with_forms(one.url_patterns)
        elif isinstance(one, URLPattern):
            view = getattr(one.callback, "view_class", None)
            if view is not None and getattr(view, "form_class", None) is not None:
                yield view


def test_a_text_of_windows_is_as_long_as_the_browser_says() -> None:
    class Story(Plain, forms.Form):
        story = forms.CharField(widget=forms.Textarea, max_length=5)

    assert length_of("een\r\ntwee\r\n") == 8
    assert Story({"story": "a\r\nb\r\nc\r\n"}).is_valid()
    assert Story({"story": "a\r\nb\r\ncd"}).errors["story"]
    assert Story({"story": "a\x0bb\x0cc"}).full_clean() is None


def test_a_field_that_says_nothing_has_a_limit_too() -> None:
    class Loose(Plain, forms.Form):
        story = forms.CharField(widget=forms.Textarea)
        web = forms.URLField()
        number = forms.IntegerField()
        day = forms.DateField()

    form = Loose({"story": "x" * (LONGEST_TEXT + 1), "web": "x" * 3000, "number": "1" * 3000, "day": "1-" * 3000})
    assert {(name, error.code) for name, errors in form.errors.as_data().items() for error in errors} == {
        (name, "max_length") for name in form.fields
    }


def test_deep_json_is_refused(client: Client) -> None:
    class Deep(Bounded, forms.Form):
        answer = forms.JSONField()

    assert Deep({"answer": "[" * 9_000}).errors.as_data()["answer"][0].code == "invalid"
    assert Deep({"answer": "9" * 9_000}).errors.as_data()["answer"][0].code == "invalid"
    assert Deep({"answer": '{"a": [1]}'}).is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize("shape", part(SHAPES, one_of=4))
def test_a_stranger_cannot_keep_the_portal_busy(client: Client, shape: str) -> None:
    pages = {
        "members:join": ["name", "email", "brings", "hopes", "proposed_name", "perspective", "organisation"],
        "account_login": ["login", "password", "remember", "next"],
        "account_request_login_code": ["email", "next"],
        "account_reset_password": ["email"],
        "account_confirm_login_code": ["code"],
        "mfa_login_webauthn": ["credential"],
        "set_language": ["language", "next"],
        "search": ["q", "next"],
    }
    for name, fields in pages.items():
        path = reverse(name)
        slow = too_slow(lambda text, path=path, fields=fields: client.post(path, dict.fromkeys(fields, text)), shape)
        assert slow == "", (name, slow)
