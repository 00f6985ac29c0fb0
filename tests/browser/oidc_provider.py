"""An OpenID Connect provider as an office has one, in a process of its own: ``python oidc_provider.py``.

It prints its address and serves until it is ended: discovery, a login page that asks for the e-mail address, codes that
work once and only with their PKCE verifier, ID tokens signed with RS256. Everybody exists; nobody has a password.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sys
import time
from base64 import b64decode, urlsafe_b64encode
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID = "sixlifts"
CLIENT_SECRET = "a client's secret"  # noqa: S105 - of this test's provider
UNVERIFIED = "unverified."
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
CODES: dict[str, dict[str, str]] = {}


class Provider(BaseHTTPRequestHandler):
    """Answers one request."""

    @property
    def issuer(self) -> str:
        """Where it answers."""
        host, port = self.server.server_address[:2]
        return f"http://{host}:{port}"

    def do_GET(self) -> None:
        """Discovery, keys, the login page."""
        path = urlsplit(self.path).path
        if path == "/.well-known/openid-configuration":
            self._answer(200, self._discovery())
        elif path == "/jwks":
            self._answer(200, {"keys": [KEY.as_dict(private=False)]})
        elif path == "/authorize" and (fault := _fault(self._query())) is None:
            self._login_page()
        elif path == "/authorize":
            self._answer(400, {"error": "invalid_request", "error_description": fault})
        else:
            self._answer(404, {"error": "not found"})

    def do_POST(self) -> None:
        """The login page sent back, or a code to be changed for a token."""
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if urlsplit(self.path).path == "/authorize" and _fault(self._query()) is None:
            self._hand_out_code(form["email"])
        elif self.path == "/token" and self._client_is_known(form):
            self._hand_out_token(form)
        else:
            self._answer(401, {"error": "invalid_client"})

    def _query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}

    def _discovery(self) -> dict[str, object]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def _login_page(self) -> None:
        self._answer(
            200,
            f"""<!doctype html><html lang="zh"><title>统一身份认证</title>
            <form method="post" action="{escape(self.path)}"><label>邮箱 <input name="email"></label>
            <button>登录</button></form></html>""",
        )

    def _hand_out_code(self, email: str) -> None:
        asked = self._query()
        code = secrets.token_urlsafe()
        CODES[code] = asked | {"email": email}
        self.send_response(302)
        self.send_header(
            "location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
        )
        self.end_headers()

    def _client_is_known(self, form: dict[str, str]) -> bool:
        scheme, _, answer = self.headers.get("authorization", "").partition(" ")
        if scheme == "Basic":
            name, _, secret = b64decode(answer).decode().partition(":")
            return (unquote(name), unquote(secret)) == (CLIENT_ID, CLIENT_SECRET)
        return (form.get("client_id"), form.get("client_secret")) == (CLIENT_ID, CLIENT_SECRET)

    def _hand_out_token(self, form: dict[str, str]) -> None:
        asked = CODES.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            asked is None
            or asked["code_challenge"] != challenge
            or asked["redirect_uri"] != form["redirect_uri"]
        ):
            self._answer(400, {"error": "invalid_grant"})
            return
        now = int(time.time())
        email = asked["email"]
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": hashlib.sha256(email.encode()).hexdigest()[:12],
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "email": email.removeprefix(UNVERIFIED),
            "email_verified": not email.startswith(UNVERIFIED),
        }
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, KEY)
        self._answer(
            200, {"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "id_token": token}
        )

    def _answer(self, status: int, content: dict[str, object] | str) -> None:
        body = content if isinstance(content, str) else json.dumps(content)
        self.send_response(status)
        self.send_header(
            "content-type",
            "text/html; charset=utf-8" if isinstance(content, str) else "application/json",
        )
        self.end_headers()
        self.wfile.write(body.encode())


def _fault(asked: dict[str, str]) -> str | None:
    """What is wrong with a request for a login, if anything."""
    wanted = {"client_id": CLIENT_ID, "response_type": "code", "code_challenge_method": "S256"}
    wrong = [name for name, value in wanted.items() if asked.get(name) != value]
    missing = [name for name in ("redirect_uri", "state", "nonce", "code_challenge") if not asked.get(name)]
    scope = [] if "openid" in asked.get("scope", "").split() else ["scope"]
    faults = [*wrong, *missing, *scope]
    return ", ".join(faults) or None


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    sys.stdout.write(f"http://127.0.0.1:{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()
