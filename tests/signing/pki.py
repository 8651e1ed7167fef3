"""A small certification authority, made anew for each run: keys live only in the tests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID as Access
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

PASSPHRASE = "Straße 5, пароль"  # noqa: S105 (of keys made in the tests)
DAY = timedelta(days=1)
SIGNING = ("digital_signature", "content_commitment")
_USES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


@dataclass
class Holder:
    """A key with its certificate and those of its issuers."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    def p12(self, path: Path, passphrase: str | None = PASSPHRASE) -> Path:
        protection = (
            serialization.BestAvailableEncryption(passphrase.encode())
            if passphrase
            else serialization.NoEncryption()
        )
        path.write_bytes(
            serialization.pkcs12.serialize_key_and_certificates(
                b"key", self.key, self.certificate, self.chain, protection
            )
        )
        return path

    def pem(self, path: Path) -> Path:
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return path

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)


@dataclass
class Authority:
    """A root, an issuer below it, a time-stamp server, and what the issuer revoked."""

    address: str
    root: Holder = field(init=False)
    issuer: Holder = field(init=False)
    stamps: Holder = field(init=False)
    revoked: dict[int, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = self._made("Nordwerk Root CA", None, authority=True)
        self.issuer = self._made("Nordwerk Issuing CA", self.root, authority=True)
        # pyHanko's server for tests knows RSA alone.
        self.stamps = self._made("Nordwerk Time Stamps", self.issuer, stamps=True, with_rsa=True)

    def signer(self, name: str, **wishes: object) -> Holder:
        """A person's key; see ``_made`` for what may be wished."""
        return self._made(name, self.issuer, **wishes)  # type: ignore[arg-type]

    def revoke(self, holder: Holder, when: datetime | None = None) -> None:
        self.revoked[holder.certificate.serial_number] = when or datetime.now(UTC)

    def _made(
        self,
        name: str,
        issuer: Holder | None,
        *,
        authority: bool = False,
        stamps: bool = False,
        uses: tuple[str, ...] | None = SIGNING,
        purposes: tuple[str, ...] = (),
        bits: int = 2048,
        begin: timedelta = -400 * DAY,
        end: timedelta = 400 * DAY,
        organisation: str = "",
        surname: str = "",
        given_name: str = "",
        with_rsa: bool = False,
        with_ocsp: bool = False,
        silent: bool = False,
    ) -> Holder:
        key = (
            rsa.generate_private_key(65537, bits)
            if with_rsa or bits != 2048
            else ec.generate_private_key(ec.SECP256R1())
        )
        parts = [
            (NameOID.COMMON_NAME, name),
            (NameOID.ORGANIZATION_NAME, organisation),
            (NameOID.SURNAME, surname),
            (NameOID.GIVEN_NAME, given_name),
        ]
        subject = x509.Name([x509.NameAttribute(oid, text) for oid, text in parts if text])
        wanted = ("key_cert_sign", "crl_sign") if authority else uses
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.certificate.subject if issuer else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + begin)
            .not_valid_after(now + end)
            .add_extension(x509.BasicConstraints(authority, None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        )
        if wanted is not None:
            named = x509.KeyUsage(**{use: use in wanted for use in _USES})
            builder = builder.add_extension(named, critical=True)
        if purposes:
            usage = x509.ExtendedKeyUsage([x509.ObjectIdentifier(one) for one in purposes])
            builder = builder.add_extension(usage, critical=False)
        if issuer:
            builder = builder.add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), False
            )
        if stamps:
            usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(usage, critical=True)
        if issuer and not silent:
            builder = self._with_revocation(builder, issuer, with_ocsp)
        signed = builder.sign(issuer.key if issuer else key, hashes.SHA256())
        chain = (issuer.certificate, *issuer.chain) if issuer else ()
        return Holder(key, signed, chain)

    def _with_revocation(
        self, builder: x509.CertificateBuilder, issuer: Holder, with_ocsp: bool
    ) -> x509.CertificateBuilder:
        if with_ocsp:
            place = x509.UniformResourceIdentifier(f"{self.address}/ocsp")
            access = x509.AccessDescription(Access.OCSP, place)
            return builder.add_extension(x509.AuthorityInformationAccess([access]), False)
        name = "root" if not issuer.chain else "issuer"
        place = x509.UniformResourceIdentifier(f"{self.address}/{name}.crl")
        point = x509.DistributionPoint([place], None, None, None)
        return builder.add_extension(x509.CRLDistributionPoints([point]), False)

    def crl(self, holder: Holder) -> bytes:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(holder.certificate.subject)
            .last_update(now - timedelta(hours=1))
            .next_update(now + 7 * DAY)
            .add_extension(x509.CRLNumber(1), False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(holder.key.public_key()), False
            )
        )
        for serial, when in self.revoked.items():
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(when)
            builder = builder.add_revoked_certificate(entry.build())
        done = builder.sign(holder.key, hashes.SHA256())
        return done.public_bytes(serialization.Encoding.DER)

    def ocsp_response(self, request: bytes) -> bytes:
        asked = ocsp.load_der_ocsp_request(request)
        now = datetime.now(UTC)
        when = self.revoked.get(asked.serial_number)
        builder = (
            ocsp.OCSPResponseBuilder()
            .add_response_by_hash(
                asked.issuer_name_hash,
                asked.issuer_key_hash,
                asked.serial_number,
                asked.hash_algorithm,
                ocsp.OCSPCertStatus.REVOKED if when else ocsp.OCSPCertStatus.GOOD,
                now - timedelta(minutes=1),
                now + DAY,
                when,
                None,
            )
            .responder_id(ocsp.OCSPResponderEncoding.NAME, self.issuer.certificate)
            .certificates([self.issuer.certificate])
        )
        done = builder.sign(self.issuer.key, hashes.SHA256())
        return done.public_bytes(serialization.Encoding.DER)

    def stamp(self, request: bytes) -> bytes:
        store = SimpleCertificateStore.from_certs(
            asn1_x509.Certificate.load(one.public_bytes(serialization.Encoding.DER))
            for one in self.stamps.chain
        )
        key = self.stamps.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        server = DummyTimeStamper(
            asn1_x509.Certificate.load(self.stamps.der), asn1_keys.PrivateKeyInfo.load(key), store
        )
        answer: bytes = server.request_tsa_response(tsp.TimeStampReq.load(request)).dump()
        return answer


@contextmanager
def served() -> Iterator[Authority]:
    """An authority whose lists, OCSP and time stamps are had by HTTP on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            holder = authority.root if self.path == "/root.crl" else authority.issuer
            self._answer("application/pkix-crl", authority.crl(holder))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/tsa":
                self._answer("application/timestamp-reply", authority.stamp(body))
            elif self.path == "/ocsp":
                self._answer("application/ocsp-response", authority.ocsp_response(body))
            else:
                self.send_error(404)

        def _answer(self, kind: str, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    authority = Authority(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield authority
    finally:
        server.shutdown()
        server.server_close()
