"""What QBWC checks about an application's addresses when its .qwc file is added (spec qbd 1.7, 1.8)."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from .codes import QbwcError
from .qwc import QwcFile
from .transport import CertificateRefused, Reply, Unreachable

Get = Callable[[str], Reply]
SUPPORT_ANSWERS = (200, 202)


def check(qwc: QwcFile, *, support_domain: str = "host") -> None:
    """Refuse what QBWC refuses by looking at the addresses only."""
    service, support = _split("AppURL", qwc.app_url), _split("AppSupport", qwc.app_support)
    if _is_ip(service):
        raise QbwcError("QBWC1001", f"AppURL: {qwc.app_url}")
    if _is_ip(support):
        raise QbwcError("QBWC1002", f"AppSupport: {qwc.app_support}")
    if service.scheme != "https" and not is_this_machine(service.hostname or ""):
        raise QbwcError("QBWC1010", f"AppURL: {qwc.app_url}")
    if _domain(service, support_domain) != _domain(support, support_domain):
        raise QbwcError("QBWC1000", f"AppURL: {qwc.app_url} AppSupport: {qwc.app_support}")


def probe(qwc: QwcFile, get: Get, *, without_tls: bool = True) -> None:
    """The plain GETs at add time: the support page, and the service for its certificate (spec qbd 1.7)."""
    _probe_support(qwc.app_support, get)
    address = qwc.cert_url or qwc.app_url
    if without_tls or urlsplit(address).scheme == "https":
        _probe_certificate(address, get)


def ask_for_wsdl(qwc: QwcFile, get: Get) -> None:
    """AppURL?wsdl: QBWC can do without it, so any answer will do; none at all is QBWC1048 (spec qbd 1.1)."""
    address = f"{qwc.app_url}?wsdl"
    try:
        get(address)
    except Unreachable as error:
        raise QbwcError("QBWC1048", f"{address} could not be reached: {error}") from error


def is_this_machine(host: str) -> bool:
    """localhost, or the machine's own name: http is allowed there for development (spec qbd 1.7)."""
    return host.lower() in ("localhost", socket.gethostname().lower())


def _probe_support(address: str, get: Get) -> None:
    try:
        answer = get(address)
    except Unreachable as error:
        raise QbwcError("QBWC1004", f"{address}: {error}") from error
    if answer.status not in SUPPORT_ANSWERS:
        raise QbwcError("QBWC1003", f"{address} answered {answer.status} {answer.reason}.")


def _probe_certificate(address: str, get: Get) -> None:
    try:
        answer = get(address)
    except CertificateRefused as error:
        raise QbwcError("QBWC1048", f"{address}: {error}") from error
    except Unreachable as error:
        raise QbwcError("QBWC1048", f"{address} could not be reached: {error}") from error
    if answer.status >= 300:
        raise QbwcError("QBWC1048", f"{address} answered {answer.status} {answer.reason} to a plain GET.")


def _split(name: str, address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise QbwcError("QBWC1039", f"{name} is no http or https address: {address}")
    return parts


def _is_ip(parts: SplitResult) -> bool:
    try:
        ipaddress.ip_address(parts.hostname or "")
    except ValueError:
        return False
    return True


def _domain(parts: SplitResult, rule: str) -> str:
    host = (parts.hostname or "").lower().rstrip(".")
    return host if rule == "host" else ".".join(host.split(".")[-2:])
