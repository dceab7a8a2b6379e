"""OpenID: who consented, and the signed id_token (spec qbo 4.2). Needs `cryptography` for openid."""

from __future__ import annotations

import base64
import json

from ... import clock
from .oauth_store import TokenStore
from .refusals import SimulatorRefusal

KEY_SETTING = "identity_key"
KEY_ID = "simulator"
LIFETIME_SECONDS = 3600
SUBJECT = "00000000-0000-4000-8000-000000000001"


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _number(value: int) -> str:
    return _encoded(value.to_bytes((value.bit_length() + 7) // 8, "big"))


class Identity:
    """The one user of the simulated Intuit account."""

    def __init__(self, tokens: TokenStore) -> None:
        self.tokens = tokens

    def user(self) -> dict:
        """What userinfo tells."""
        return {
            "sub": SUBJECT,
            "email": "admin@example.com",
            "emailVerified": True,
            "givenName": "Ada",
            "familyName": "Admin",
            "phoneNumber": "+1 5555550100",
            "phoneNumberVerified": False,
        }

    def token(self, issuer: str, realm_id: str) -> str:
        """A signed id_token (RS256)."""
        try:
            from cryptography.hazmat.primitives import hashes
            from cryptography.hazmat.primitives.asymmetric import padding
        except ImportError:
            raise SimulatorRefusal(501, "The scope openid needs the Python package cryptography.") from None

        now = int(clock.now().timestamp())
        claims = {
            "sub": SUBJECT,
            "aud": [self.tokens.client_id],
            "realmid": realm_id,
            "auth_time": now,
            "iss": issuer,
            "exp": now + LIFETIME_SECONDS,
            "iat": now,
        }
        head = {"kid": KEY_ID, "typ": "JWT", "alg": "RS256"}
        signed = ".".join(_encoded(json.dumps(part).encode()) for part in (head, claims))
        signature = self._key().sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{signed}.{_encoded(signature)}"

    def public_keys(self) -> dict:
        """The JWKS document; empty until a token was signed."""
        if self.tokens.settings.get(KEY_SETTING) is None:
            return {"keys": []}
        numbers = self._key().public_key().public_numbers()
        key = {"kty": "RSA", "kid": KEY_ID, "use": "sig", "alg": "RS256"}
        return {"keys": [{**key, "n": _number(numbers.n), "e": _number(numbers.e)}]}

    def _key(self):
        """The signing key, made at its first use and kept in the file."""
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import rsa

        stored = self.tokens.settings.get(KEY_SETTING)
        if stored is not None:
            return serialization.load_pem_private_key(stored.encode(), password=None)
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        text = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self.tokens.settings.set(KEY_SETTING, text.decode())
        return key
