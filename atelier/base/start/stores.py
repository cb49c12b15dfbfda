"""STORAGE_URL, where the files of people are kept, as Django's STORAGES want it."""

from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

WANTED = (
    "STORAGE_URL must name a bucket, say s3://KEY:SECRET@host:9000/bucket?region=eu-central-1 "
    "(options: region, tls, encrypt, acl, most_mb)."
)
LOCAL: dict[str, object] = {
    # What people upload is read by the portal alone, on its own machine too.
    "BACKEND": "atelier.base.files.room.RoomyStorage",
    "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
}
# `encrypt`: who holds the key with which the server encrypts each file.
ENCRYPTED = {"": "", "off": "", "server": "AES256", "kms": "aws:kms"}
# `acl`: an Amazon bucket that knows no rights per file takes none.
RIGHTS = {"": "private", "private": "private", "none": None}
TLS = {"": True, "1": True, "0": False}


def store(url: str) -> dict[str, object]:
    """Django's STORAGES entry: the folder of the portal, or a bucket of an S3 server."""
    if not url:
        return LOCAL
    try:
        return {"BACKEND": "atelier.base.files.bucket.Bucket", "OPTIONS": _bucket(urlsplit(url))}
    except (KeyError, ValueError):
        # It holds a secret: it is not repeated.
        raise SystemExit(WANTED) from None


def _bucket(parts: SplitResult) -> dict[str, object]:
    asked = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    bucket, _, folder = parts.path.strip("/").partition("/")
    if parts.scheme != "s3" or not (parts.hostname and parts.username and parts.password and bucket):
        raise ValueError
    secure = TLS[asked.pop("tls", "")]
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    encryption = ENCRYPTED[asked.pop("encrypt", "")]
    made: dict[str, object] = {
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "bucket_name": bucket,
        "location": folder,
        "endpoint_url": f"{'https' if secure else 'http'}://{host}{f':{parts.port}' if parts.port else ''}",
        "region_name": asked.pop("region", "us-east-1"),
        "default_acl": RIGHTS[asked.pop("acl", "")],
        "object_parameters": {"ServerSideEncryption": encryption} if encryption else {},
        "most_mb": int(asked.pop("most_mb", "0")),
    }
    if asked:
        raise ValueError  # a word that is mistyped would be a promise that nobody keeps
    return made
