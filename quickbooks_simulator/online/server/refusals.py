"""Refusals before the books are asked: the gateway's own (spec qbo 2.2, 3.2) and the simulator's."""

from __future__ import annotations

from ..faults import Error, Fault


class GatewayRefusal(Exception):
    """A refusal in the gateway's envelope (lower-case keys, spec qbo 3.2)."""

    def __init__(self, status: int, code: str, name: str, detail: str | None, kind: str) -> None:
        self.status = status
        self.code = code
        self.detail = detail
        self.kind = kind  # fault.type
        self.message = f"message={name}; errorCode={code.zfill(6)}; statusCode={status}"
        super().__init__(self.message)

    def as_fault(self) -> Fault:
        """The same refusal in the upper-case envelope of the books (spec qbo 3.1)."""
        error = Error(self.code, self.message, self.detail or "")
        return Fault(error, fault_type=self.kind, http_status=self.status)


class SimulatorRefusal(Exception):
    """Something QuickBooks Online might do and the simulator does not: said loudly, in plain text."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        self.sentence = sentence
        super().__init__(sentence)


class TokenRefusal(Exception):
    """An error of the token endpoint: flat JSON, never a Fault (spec qbo 4.4)."""

    def __init__(self, status: int, error: str, description: str | None = None, **more: str) -> None:
        self.status = status
        self.body = {"error": error, **more}
        if description:
            self.body["error_description"] = description
        super().__init__(error)


def token_refused(detail: str) -> GatewayRefusal:
    """401: the access token is expired, revoked, unknown or malformed (spec qbo 3.2)."""
    return GatewayRefusal(401, "3200", "AuthenticationFailed", detail, "AUTHENTICATION")


def token_missing() -> GatewayRefusal:
    """401: no bearer token was sent (catalogue code 3202, EmptyField)."""
    return GatewayRefusal(401, "3202", "EmptyField", "OAuth access token is empty", "AUTHENTICATION")


def not_authorised() -> GatewayRefusal:
    """403: this token does not open this company (spec qbo 3.2)."""
    return GatewayRefusal(403, "3100", "ApplicationAuthorizationFailed", None, "SERVICE")


def throttled() -> GatewayRefusal:
    """429: too many requests; the two spaces are Intuit's, and there is no Retry-After (spec qbo 2.2)."""
    detail = "The request limit was reached.  Try again later"
    return GatewayRefusal(429, "3001", "ThrottleExceeded", detail, "SERVICE")


def invalid_grant() -> TokenRefusal:
    """The refresh token is expired, rotated away or revoked (spec qbo 4.4)."""
    return TokenRefusal(400, "invalid_grant", "Incorrect or invalid refresh token")


def invalid_code() -> TokenRefusal:
    """The authorization code is used, expired, unknown or was asked for with another redirect address."""
    return TokenRefusal(400, "invalid_grant", "Invalid authorization code")


def user_not_in_realm() -> TokenRefusal:
    """The consenting user lost access to the company (spec qbo 4.4)."""
    return TokenRefusal(
        400,
        "invalid_grant",
        "Unauthorized Request: User is not a member of the specified Realm",
        x_error_reason="user_not_in_realm",
        x_error_reason_detail="The user is not in the specified realm",
    )


def invalid_client() -> TokenRefusal:
    """Wrong client id or secret: 401 (spec qbo 4.4)."""
    return TokenRefusal(401, "invalid_client")
