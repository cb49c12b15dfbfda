import pytest

from atelier.base.data.fields import field_of, model_behind
from cases.models import Case, CaseMove
from meetings.models import AgendaItem


def test_a_field_is_found_on_a_model_and_on_a_row_of_it() -> None:
    assert field_of(Case, "title") is field_of(Case(), "title") is Case._meta.get_field("title")


def test_what_hangs_on_a_model_elsewhere_is_no_field_of_it() -> None:
    with pytest.raises(TypeError, match=r"agenda_items is no field of cases\.Case"):
        field_of(Case, "agenda_items")


@pytest.mark.parametrize(
    ("model", "relation", "leads_to"), [(CaseMove, "subject", Case), (Case, "agenda_items", AgendaItem)]
)
def test_a_relation_leads_to_its_model_from_either_side(
    model: type[Case | CaseMove], relation: str, leads_to: type[object]
) -> None:
    assert model_behind(model, relation) is leads_to


def test_a_field_that_is_no_relation_leads_nowhere() -> None:
    with pytest.raises(TypeError, match=r"title of cases\.Case leads to no model"):
        model_behind(Case, "title")
