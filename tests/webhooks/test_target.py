from __future__ import annotations

import pytest

from server.kit.config import Settings
from server.kit.errors import ValidationError
from server.webhooks.target import BadTarget, check, parse

# Where somebody who means us harm would like us to send to. None of these gets as far as the network.
HOSTILE = [
    "http://your-app.com/",  # not https
    "https://127.0.0.1/",
    "https://127.1/",
    "https://127.0.1/",
    "https://2130706433/",  # decimal
    "https://0x7f000001/",  # hexadecimal
    "https://0x7f.0.0.1/",
    "https://0x7F.0x0.0x0.0x1/",
    "https://0177.0.0.1/",  # octal
    "https://017700000001/",
    "https://127.0.0.1./",
    "https://0/",
    "https://0.0.0.0/",
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",  # carrier-grade NAT
    "https://169.254.169.254/latest/meta-data/",  # the metadata service of most clouds
    "https://169.254.170.2/v2/credentials",
    "https://168.63.129.16/",  # Azure's host
    "https://192.0.0.192/opc/v1/",  # Oracle's metadata
    "https://198.18.0.1/",
    "https://224.0.0.1/",
    "https://255.255.255.255/",
    "https://[::1]/",
    "https://[::]/",
    "https://[0:0:0:0:0:0:0:1]/",
    "https://[::ffff:127.0.0.1]/",  # mapped
    "https://[::ffff:7f00:1]/",
    "https://[::127.0.0.1]/",  # compatible
    "https://[64:ff9b::7f00:1]/",  # NAT64
    "https://[64:ff9b:1::7f00:1]/",
    "https://[2002:7f00:1::]/",  # 6to4
    "https://[2001::1]/",  # Teredo
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fd00:ec2::254]/",  # metadata by IPv6
    "https://[fec0::1]/",
    "https://[ff02::1]/",
    "https://user@your-app.com/",
    "https://user:password@your-app.com/",
    "https://your-app.com@127.0.0.1/",
    "https://127.0.0.1#@your-app.com/",
    "https://127.0.0.1\\@your-app.com/",
    "https://your-app.com\\.evil.example/",
    "https://your-app.com:22/",
    "https://your-app.com:25/",
    "https://your-app.com:80/",
    "https://your-app.com:0/",
    "https://your-app.com:65536/",
    "https://your-app.com:443:22/",
    "https://your-app.com:/",
    "https://\uff11\uff12\uff17.\uff10.\uff10.\uff11/",  # digits of full width
    "https://127\u30020\u30020\u30021/",  # ideographic full stops
    "https://\u24b6.example/",
    "https://b\u00fccher.example/",  # an IDN that is not spelt xn--
    "https://your-app.com/\r\nHost: 127.0.0.1",
    "https://your-app.com /",
    "https://your%2dapp.com/",
    "https:///webhooks",
    "https:your-app.com",
    "//your-app.com/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "unix:///var/run/docker.sock",
    "https://-a.example/",
    "https://a..example/",
    "https://your-app.com/#fragment",
    "https://your-app.com?no=path",
]


class TestParse:
    @pytest.mark.parametrize("url", HOSTILE)
    def test_refuses_what_is_hostile_and_says_why(self, url: str) -> None:
        with pytest.raises(BadTarget) as caught:
            parse(url, allow_private=False)
        assert str(caught.value).endswith((".", ")."))

    def test_there_are_more_than_forty_of_those(self) -> None:
        assert len(set(HOSTILE)) == len(HOSTILE) > 40

    @pytest.mark.parametrize(
        ("url", "spelt"),
        [
            ("https://your-app.com/webhooks/deployments", "https://your-app.com/webhooks/deployments"),
            ("HTTPS://Your-App.COM", "https://your-app.com/"),
            ("https://your-app.com.:443/a?b=c%20d", "https://your-app.com/a?b=c%20d"),
            ("https://your-app.com:8443/", "https://your-app.com:8443/"),
            ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
            ("https://93.184.215.14/", "https://93.184.215.14/"),
            ("https://[2606:50C0:8000:0::153]/", "https://[2606:50c0:8000::153]/"),
        ],
    )
    def test_writes_the_others_in_one_spelling(self, url: str, spelt: str) -> None:
        assert parse(url, allow_private=False).url == spelt

    def test_tells_that_a_password_has_no_place_there(self) -> None:
        with pytest.raises(BadTarget, match="user and password"):
            parse("https://user:password@your-app.com/", allow_private=False)

    def test_an_operator_can_allow_what_is_private(self) -> None:
        for url in ("http://127.0.0.1:80/a", "http://localhost:1/", "https://10.0.0.1:25/", "http://[::1]:8080/"):
            assert parse(url, allow_private=True).url == url.replace(":80/a", "/a")
        with pytest.raises(BadTarget):
            parse("http://0x7f.1/", allow_private=True)

    def test_tells_the_caller_which_field_it_was(self) -> None:
        with pytest.raises(ValidationError) as caught:
            check("https://127.0.0.1/", Settings())
        (detail,) = caught.value.details
        assert detail.field == "url"
        assert "YOUR_APP_WEBHOOK_ALLOW_PRIVATE" in detail.message
