"""Store ids and store links, as people paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.links import StoreReference, parse_reference

LINKS = {
    "https://play.google.com/store/apps/details?id=org.telegram.messenger": "google-play:org.telegram.messenger",
    "play.google.com/store/apps/details?id=a.b&hl=no&gl=NO&pcampaignid=x": "google-play:a.b",
    "HTTPS://PLAY.GOOGLE.COM/store/apps/details?hl=no&id=a.b#reviews": "google-play:a.b",
    "http://www.play.google.com/store/apps/datasafety?id=a.b": "google-play:a.b",
    "market://details?id=a.b": "google-play:a.b",
    "https://apps.apple.com/no/app/tiktok/id835599320?x=y": "app-store:835599320",
    "apps.apple.com/app/id835599320": "app-store:835599320",
    "https://apps.apple.com/us/app/%E6%8A%96%E9%9F%B3/id1142110895": "app-store:1142110895",
    "https://itunes.apple.com/no/app/id835599320?mt=8": "app-store:835599320",
    "https://f-droid.org/packages/org.example.app/": "f-droid:org.example.app",
    "https://f-droid.org/nb-NO/packages/org.example.app/?x=1": "f-droid:org.example.app",
    "https://flathub.org/apps/org.videolan.VLC": "flathub:org.videolan.VLC",
    "flathub.org/nb/apps/details/org.videolan.VLC": "flathub:org.videolan.VLC",
    "https://apps.microsoft.com/detail/9nblggh4nns1?hl=nb-no": "microsoft-store:9NBLGGH4NNS1",
    "https://www.microsoft.com/nb-no/p/vlc/9nblggh4vvnh": "microsoft-store:9NBLGGH4VVNH",
    "https://www.microsoft.com/store/productId/9NBLGGH4NNS1": "microsoft-store:9NBLGGH4NNS1",
    "ms-windows-store://pdp/?ProductId=9nblggh4nns1": "microsoft-store:9NBLGGH4NNS1",
    "<https://play.google.com/store/apps/details?id=a.b>.": "google-play:a.b",
    "https://user@play.google.com:443/store/apps/details?id=a.b": "google-play:a.b",
}

IDS = {
    "google-play:com.x.y": StoreReference("google-play", "com.x.y", is_link=False),
    " Google-Play:com.x.y ": StoreReference("google-play", "com.x.y", is_link=False),
    "app-store:835599320": StoreReference("app-store", "835599320", is_link=False),
    "com.x.y": StoreReference(None, "com.x.y", is_link=False),
    "835599320": StoreReference("app-store", "835599320", is_link=False),
    "id835599320": StoreReference("app-store", "835599320", is_link=False),
}

NEITHER = [
    "",
    " ",
    "TikTok",
    "tik tok",
    "google-play:",
    "steam:123",
    "C++",
    "360",
    "https://example.com/app?id=a.b",
    "https://play.google.com/store/apps/details",
    "https://play.google.com/store/apps/details?id=",
    "https://apps.apple.com/no/app/tiktok",
    "https://[::1",
    "https://",
    "://",
    "https://f-droid.org/packages/",
    "x" * 5000,
]


@pytest.mark.parametrize(("text", "expected"), LINKS.items())
def test_links(text: str, expected: str) -> None:
    found = parse_reference(text)
    assert found is not None
    assert found.is_link
    assert f"{found.store}:{found.id}" == expected


@pytest.mark.parametrize(("text", "expected"), IDS.items())
def test_ids(text: str, expected: StoreReference) -> None:
    assert parse_reference(text) == expected


@pytest.mark.parametrize("text", NEITHER)
def test_neither(text: str) -> None:
    assert parse_reference(text) is None


@given(
    st.text(max_size=100) | st.from_regex(r"(https?|market|ms-windows-store)://[a-z.]{0,20}[/?#\[\]@:%a-z0-9=&]{0,40}")
)
def test_no_text_raises(text: str) -> None:
    parse_reference(text)


@given(st.sampled_from(sorted(LINKS)), st.text(st.characters(codec="ascii"), max_size=20))
def test_no_tail_raises(link: str, tail: str) -> None:
    parse_reference(link + tail)
