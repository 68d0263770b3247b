"""What `/oauth/*` says of itself."""

from __future__ import annotations

import httpx
import jsonschema_rs
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata
from openapi_spec_validator import validate

from server.web.oauth_metadata import DESCRIPTION, metadata
from tests.support.browsing import ON_SQLITE
from tests.support.oauth_asking import DOCUMENT
from tests.support.running import RunningServer


class TestDescription:
    def test_is_a_sound_document_with_sound_examples(self) -> None:
        validate(DOCUMENT)
        checked = 0
        for item in DOCUMENT["paths"].values():
            for node in (each for each in item.values() if "responses" in each):
                contents = [node.get("requestBody", {}).get("content", {})]
                for response in node["responses"].values():
                    name = response.get("$ref", "").rpartition("/")[2]
                    contents.append(
                        (DOCUMENT["components"]["responses"][name] if name else response).get("content", {})
                    )
                for media in (media for content in contents for media in content.values()):
                    schema = {**media["schema"], "components": DOCUMENT["components"]}
                    for example in media.get("examples", {}).values():
                        jsonschema_rs.Draft202012Validator(schema).validate(example["value"])
                        checked += 1
        assert checked >= 10

    @ON_SQLITE
    def test_is_served(self, server: RunningServer) -> None:
        answer = httpx.get(f"{server.url}/oauth/openapi.yaml")
        assert (answer.content, answer.headers["content-type"]) == (DESCRIPTION.read_bytes(), "application/yaml")

    @ON_SQLITE
    def test_metadata_is_what_authlib_takes(self, server: RunningServer) -> None:
        answer = httpx.get(f"{server.url}/.well-known/oauth-authorization-server")
        assert answer.json() == metadata(server.settings.base_url)
        AuthorizationServerMetadata(metadata("https://api.your-app.com")).validate()
        for name in ("authorization_endpoint", "token_endpoint", "revocation_endpoint", "introspection_endpoint"):
            path = answer.json()[name].removeprefix(server.settings.base_url)
            assert path in DOCUMENT["paths"]
