"""Settings: composition only. Everything that differs between places comes from the environment."""

from pathlib import Path
from urllib.parse import urlsplit

from celery.schedules import schedule
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from atelier.base.start.environment import environment
from atelier.base.start.mailers import mailer
from atelier.base.start.stores import store
from atelier.base.web.logs import LOGGING as LOGGING

BASE_DIR = Path(__file__).resolve().parent.parent

# Each variable may also come as NAME_FILE, the path of a file that holds it (Docker secrets).
env = environment()

# production (the default, and strict: atelier/base/start/checks.py), demo (./run) or test (./test).
ATELIER_MODE = env.str("ATELIER_MODE", default="production")
PRODUCTION = ATELIER_MODE not in ("demo", "test")
DEMO = ATELIER_MODE == "demo"
DATA_DIR = Path(env.str("ATELIER_DATA", default=str(BASE_DIR / "var")))

SECRET_KEY = env.str("SECRET_KEY", default="not set" if PRODUCTION else "demo-secret-not-for-production")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DEBUG", default=False)
SITE_URL = env.str("SITE_URL", default="" if PRODUCTION else "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["*"])
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []
# Where a finder of a weak spot can reach the people of this portal (security.txt): a mailto: or https: address.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="mailto:beveiliging@voorbeeld.test")
# Whom members call or mail with a question; each is left out where it is empty.
STUDIO_PHONE = env.str("STUDIO_PHONE", default="" if PRODUCTION else "043 000 00 00")
STUDIO_EMAIL = env.str("STUDIO_EMAIL", default="" if PRODUCTION else "atelier@voorbeeld.test")

# Who answers for the portal by law (AVG), as the pages about privacy, accessibility and contact name them.
CONTROLLER = env.str(
    "CONTROLLER", default="" if PRODUCTION else "Proefinstelling Over leven (verzonnen), Dorp 1, Maastricht"
)
PRIVACY_OFFICER = env.str("PRIVACY_OFFICER", default="" if PRODUCTION else "privacy@voorbeeld.test")
LEGAL_GROUND = env.str("LEGAL_GROUND", default="" if PRODUCTION else "public_task").lower()

INSTALLED_APPS = [
    "atelier.demo",
    "atelier.front",
    "atelier.removal",
    "meetings",
    "research",
    "cases",
    "members",
    "atelier.audit",
    "atelier.mail",
    "atelier.base.apps.BaseConfig",
    "atelier.desk.apps.DeskConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "django_htmx",
    "atelier.desk.apps.SiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "atelier.base.web.nul.nul_middleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "atelier.base.web.headers.headers",
    "atelier.base.web.site.site_middleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "members.middleware.SessionLimits",
    "members.middleware.BegunLogins",
    "atelier.base.web.language.language_middleware",
    "atelier.base.web.limits.Limits",
    "atelier.base.forms.keep.keep_middleware",
    "atelier.base.forms.kept_files.kept_files_middleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "atelier.base.web.lost.lost_middleware",
    "atelier.base.web.error_pages.errors_middleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "members.middleware.SecondFactor",
    "atelier.base.web.once.once_middleware",
]

ROOT_URLCONF = "atelier.urls"
WSGI_APPLICATION = "atelier.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "atelier.base.forms.same_page.same_page",
            ],
            # Tags of one room that pages of others use too.
            "builtins": [
                "atelier.front.templatetags.menu",
                "atelier.removal.templatetags.removal",
                "meetings.templatetags.agenda",
                "members.templatetags.perspectives",
            ],
        },
    }
]
FORM_RENDERER = "atelier.base.forms.widgets.FormRenderer"
CSRF_FAILURE_VIEW = "atelier.base.web.error_pages.csrf_failure"
CRISPY_ALLOWED_TEMPLATE_PACKS = "atelier"
CRISPY_TEMPLATE_PACK = "atelier"

# Without DATABASE_URL production does not start; what else runs (collectstatic, say) needs no database.
DATABASES = {"default": env.database("DATABASE_URL")}
DATABASES["default"].setdefault("OPTIONS", {})
# Threads of one web process that answer; none of them waits for a client.
WEB_THREADS = env.number("WEB_THREADS", default=4, least=1)
STATEMENT_SECONDS = env.number("STATEMENT_SECONDS", default=15, least=1)
if env.bool("DATABASE_POOL", default=False):
    # For the web only: worker and beat open a connection per task and close it. One for each thread: none waits.
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": WEB_THREADS, "timeout": 10}
    # What runs away ends with a sentence (base/data/refusals.py). Migrations, worker and commands take their time.
    limits = {
        "statement_timeout": f"{STATEMENT_SECONDS}s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "60s",
    }
    asked = [DATABASES["default"]["OPTIONS"].get("options", ""), *(f"-c {name}={limits[name]}" for name in limits)]
    DATABASES["default"]["OPTIONS"]["options"] = " ".join(asked).strip()
    # A select's choices come in one go: a cursor on the server costs three questions instead of one.
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="" if PRODUCTION else "redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "atelier.base.data.cache.FailOpenRedisCache",
        "LOCATION": REDIS_URL or "redis://nowhere.invalid",
        "KEY_PREFIX": "atelier",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
}

# Without EMAIL_URL the demo keeps its mail on the page /postvak/, and production does not start.
EMAIL_URL = env.str("EMAIL_URL", default="")
DEMO_MAILBOX = DEMO and not EMAIL_URL
MAILERS = {"default": mailer(EMAIL_URL or "memorymail://")}
if DEMO_MAILBOX:
    MAILERS = {"default": {"BACKEND": "atelier.mail.backends.DemoMailbox"}}
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Over leven <portaal@voorbeeld.test>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# An address that people read: answers to mails and unsubscribe requests go there.
MAIL_REPLY_TO = env.str("MAIL_REPLY_TO", default=DEFAULT_FROM_EMAIL)

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mijn/"

ACCOUNT_ADAPTER = "members.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "members.forms.login.AddEmailForm",
    "change_email": "members.forms.login.ChangeEmailForm",
    "change_password": "members.forms.login.ChangePasswordForm",
    "confirm_login_code": "members.forms.login.ConfirmCodeForm",
    "login": "members.forms.login.LoginForm",
    "reauthenticate": "members.forms.login.ReauthenticateForm",
    "request_login_code": "members.forms.login.RequestCodeForm",
    "reset_password": "members.forms.login.ResetPasswordForm",
    "reset_password_from_key": "members.forms.login.ResetPasswordKeyForm",
    "set_password": "members.forms.login.SetPasswordForm",
    "user_token": "members.forms.login.UserTokenForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Nobody signs up here; allauth reads from this list that a login asks for a password.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "members.passwords.ResetTokens"  # noqa: S105 - a path
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if SITE_URL.startswith("http:") else "https"
# Ours count here too (LIMITS): allauth's forget all when the cache is away, and let a stranger lock one out.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False

MFA_ADAPTER = "members.adapter.MFAAdapter"
MFA_FORMS = {
    "activate_totp": "members.forms.login.ActivateAppForm",
    "add_webauthn": "members.forms.login.AddKeyForm",
    "authenticate": "members.forms.login.SecondStepForm",
    "authenticate_webauthn": "members.forms.login.KeySecondStepForm",
    "edit_webauthn": "members.forms.login.EditKeyForm",
    "login_webauthn": "members.forms.login.KeyLoginForm",
    "reauthenticate": "members.forms.login.SecondStepAgainForm",
    "reauthenticate_webauthn": "members.forms.login.KeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Over leven"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ATELIER_MODE != "production"

# Login with the account of an own organisation (OpenID Connect): all four, or none. Only members get in.
SOCIALACCOUNT_ADAPTER = "members.adapter.SocialAdapter"
SOCIALACCOUNT_FORMS = {"disconnect": "members.forms.login.EndLinkForm"}
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
# The mail domains this server speaks for (municipality.nl); empty is all, which only a server of your own may have.
OIDC_DOMAINS = [name.strip().lower().lstrip("@") for name in env.list("OIDC_DOMAINS", default=[]) if name.strip()]
OIDC_ORIGIN = "/".join(OIDC_SERVER_URL.split("/")[:3])
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.str("OIDC_NAME", default="OpenID Connect"),
                "client_id": env.str("OIDC_CLIENT_ID", default=""),
                "secret": env.str("OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": OIDC_SERVER_URL, "domains": OIDC_DOMAINS},
            }
        ]
        if OIDC_SERVER_URL
        else [],
    }
}

# Tests log in hundreds of times from one address; the limits have tests of their own.
LIMITED = ATELIER_MODE != "test"
# How often, in how long, by whom (atelier/base/web/limits.py). Wide enough for a workshop of forty behind one address.
LIMITS = {
    "anybody": "300/10m/network",
    "wrong_link": "100/10m/network",
    "guess": "5/10m/email+network,60/10m/network,20/1h/email",
    "account_request_login_code": "5/10m/email+network,20/1d/email+network,20/1h/email,40/1d/email",
    "account_confirm_login_code": "10/10m/session",
    "account_reset_password": "5/1h/email+network,20/1d/email",
    "account_reset_password_from_key": "60/10m/network",
    "account_confirm_email": "60/10m/network",
    "account_reauthenticate": "20/10m/person",
    "account_change_password": "20/10m/person",
    "account_email": "10/1h/person",
    "openid_connect_callback": "60/10m/network",
    "members:join": "60/1h/network,200/1d/network,5/1h/email+network",
    # Mails to addresses that are nobody's yet: anybody can type anybody's.
    "mail_to_join": "1000/1d/everybody",
    "mail_to_unknown": "2/1d/email,1000/1d/everybody",
    "removal:report": "30/1h/network,100/1d/network",
    # Each is a mail to all moderators.
    "mail_of_report": "300/1d/everybody",
    "meetings:check_in": "10/10m/person",
    "meetings:guest_add": "60/1h/person",
    "meetings:guest_renew": "60/1h/person",
    "meetings:feed_settings": "20/1h/person",
    "privacy_export": "10/1h/person",
    "privacy_export_page": "10/1h/person",
    "search": "120/10m/person",
    # As one types: one in three seconds, in a few windows.
    "reading": "600/10m/person",
}
# Of these a GET counts as well.
LIMITED_READING = ("account_reset_password_from_key", "account_confirm_email", "openid_connect_callback", "search")

# What search engines may keep: pages that are the same for every visitor. All else says noindex.
INDEXED = frozenset({
    "home", "about", "privacy", "accessibility", "contact", "house_rules", "members:join", "cases:insights",
    "cases:insight", "meetings:list", "meetings:detail", "research:projects", "research:project",
    "research:output_file", "robots", "security_txt", "sitemap", "sitemap_part",
})  # fmt: skip

# A session ends after this long without a visit, and in any case after the second; in seconds.
SESSION_IDLE_SECONDS = env.number("SESSION_IDLE_MINUTES", default=60, least=1) * 60
SESSION_COOKIE_AGE = env.number("SESSION_HOURS", default=12, least=1) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ENGINE = "atelier.base.web.sessions"
# Who passes a second factor before anything else: "staff" (who moderates), "everyone" or "off".
REQUIRE_SECOND_FACTOR = env.str(
    "REQUIRE_SECOND_FACTOR", default="staff" if ATELIER_MODE == "production" else "off"
).lower()

# Scrypt needs memory to guess at, and no extra package.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
    if ATELIER_MODE == "test"
    else "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "members.passwords.LengthValidator"},
    {"NAME": "members.passwords.CommonValidator"},
    {"NAME": "members.passwords.OwnWordsValidator"},
]

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Compressed for real networks only: brotli would add ten seconds to the demo's first start.
STATICFILES_BACKENDS = {
    "test": "django.contrib.staticfiles.storage.StaticFilesStorage",
    "demo": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
}
WHITENOISE = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    # Files of people: in the data folder, or in a bucket of an S3 server (s3://KEY:SECRET@host/bucket).
    "default": store(env.str("STORAGE_URL", default="")),
    "staticfiles": {"BACKEND": STATICFILES_BACKENDS.get(ATELIER_MODE, WHITENOISE)},
}
MEDIA_ROOT = DATA_DIR / "media"
# With less room than this on the disk of the data folder no new file is taken.
LEAST_FREE_MB = env.number("LEAST_FREE_MB", default=500)
# A body waits aside until it is whole (base/web/aside.py): a second file for the same upload would only fill a disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 100_000_000

CELERY_BROKER_URL = REDIS_URL
# A ring is best effort: a page never waits long for a lost broker, the next tick repairs.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 5, "max_retries": 1}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "atelier.mail.tasks.tick", "schedule": schedule(60.0), "options": {"expires": 55}},
}

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    # Chromium checks the redirect after a form too: the login at an organisation's own server starts with one.
    "form-action": [CSP.SELF, *([OIDC_ORIGIN] if OIDC_ORIGIN else [])],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}

# Of one request without its files. The longest form is a fifth of it in the widest script (tests/test_forms.py), so
# that a text that is far too long comes back with its sentence; a page of ticks fits many times.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
# How many proxies of ours stand in front; only what they add to X-Forwarded-For is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", default=1 if PRODUCTION else 0)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_SSL_HOST = urlsplit(SITE_URL).netloc
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
# Uploads are scanned for viruses by clamd at "host:port", or by another callable (bytes in; True when clean).
CLAMAV_HOST = env.str("CLAMAV_HOST", default="")
UPLOAD_SCANNER = env.str("UPLOAD_SCANNER", default="") or ("atelier.base.files.clamav.is_clean" if CLAMAV_HOST else "")
