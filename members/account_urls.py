"""Login, password, second factor and sessions: allauth's pages at Dutch addresses, under allauth's own names."""

from allauth.account import views as account
from allauth.urls import build_provider_urlpatterns
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path, reverse_lazy
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView

from members.views import outside

to_join = login_not_required(RedirectView.as_view(url=reverse_lazy("members:join")))

urlpatterns = [
    path("inloggen/", account.login, name="account_login"),
    path("inloggen/code/", account.request_login_code, name="account_request_login_code"),
    path("inloggen/code/bevestigen/", account.confirm_login_code, name="account_confirm_login_code"),
    path("uitloggen/", require_POST(account.logout), name="account_logout"),
    path("account/niet-actief/", account.account_inactive, name="account_inactive"),
    path("account/aanmelden/", to_join, name="account_signup"),
    path("account/bevestig-dat-jij-het-bent/", account.reauthenticate, name="account_reauthenticate"),
    path("account/e-mail/", account.email, name="account_email"),
    path("account/e-mail/bevestigen/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^account/e-mail/bevestigen/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("account/wachtwoord/wijzigen/", account.password_change, name="account_change_password"),
    path("account/wachtwoord/kiezen/", account.password_set, name="account_set_password"),
    path("account/wachtwoord/vergeten/", account.password_reset, name="account_reset_password"),
    path("account/wachtwoord/vergeten/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/wachtwoord/nieuw/klaar/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/tweede-stap/", include("allauth.mfa.urls")),
    path("account/sessies/", include("allauth.usersessions.urls")),
    path("account/koppelingen/", include("allauth.socialaccount.urls")),
    path("account/oidc/<str:provider_id>/login/", outside.login, name="openid_connect_login"),
    path("account/oidc/<str:provider_id>/login/callback/", outside.callback, name="openid_connect_callback"),
    path("account/", include(build_provider_urlpatterns())),
]
