"""How a mail looks: buttons, long addresses, and nothing typed becomes HTML."""

from atelier.mail.templatetags.mail_layout import mail_layout

LINK = "https://portaal.voorbeeld.test/bijeenkomsten/antwoord/abc~def/"


def test_an_address_on_a_line_of_its_own_is_a_button() -> None:
    html = mail_layout(f"Kom je?\nLaat het hier weten:\n{LINK}\n\nZie ook {LINK} en meer.", ("Geef je antwoord",))
    assert f'<a class="button" href="{LINK}">Geef je antwoord</a>' in html
    assert html.count('class="button"') == 1
    assert html.count(f'href="{LINK}"') == 2
    assert html.count("<p>") == 2


def test_what_was_typed_stays_text() -> None:
    html = mail_layout('<script>alert(1)</script>\nhttps://x.test/"onclick="alert(1)\n\n{{ 7 }} &amp; "ja"')
    assert "<script" not in html
    assert 'x.test/"' not in html
    assert "{{ 7 }} &amp;amp; &quot;ja&quot;" in html
