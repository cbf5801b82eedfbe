"""Store ids and store links, as people paste them."""

# ruff: noqa: RUF001 - hosts that look alike are what this is about

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.fold import fold, loosen, squeeze, words
from core.catalogue.links import STORES, StoreReference, other_site, parse_reference
from core.catalogue.search import Search
from core.catalogue.store import CatalogueStore

ADBLOCK = "cjpalhdlnbpafiamejdnhcphjbkeiagm"
"""An id of an extension, as Chrome and Edge give them."""

LINKS = {
    # Google Play
    "https://play.google.com/store/apps/details?id=org.telegram.messenger": "google-play:org.telegram.messenger",
    "play.google.com/store/apps/details?id=a.b&hl=no&gl=NO&pcampaignid=x": "google-play:a.b",
    "HTTPS://PLAY.GOOGLE.COM/store/apps/details?hl=no&id=a.b#reviews": "google-play:a.b",
    "http://www.play.google.com/store/apps/datasafety?id=a.b": "google-play:a.b",
    "https://play.google.com/intl/nb/store/apps/details?id=a.b": "google-play:a.b",
    "https://play.google.com/store/apps/details/A_Name?id=a.b": "google-play:a.b",
    "https://play.google.com/store/apps/details?id=a.b&amp;hl=no": "google-play:a.b",
    "https://play.google.com/store/apps/details?hl=no&amp;id=a.b": "google-play:a.b",
    "https://play.google.com/store/apps/details?id=a%2Eb": "google-play:a.b",
    "https%3A%2F%2Fplay.google.com%2Fstore%2Fapps%2Fdetails%3Fid%3Da.b": "google-play:a.b",
    "https://play.google.com/apps/testing/a.b": "google-play:a.b",
    "https://play.google.com/apps/test/a.b/42": "google-play:a.b",
    "https://play.google.com/work/apps/details?id=a.b": "google-play:a.b",
    "http://market.android.com/details?id=a.b": "google-play:a.b",
    "market://details?id=a.b": "google-play:a.b",
    "market://details?id=a.b&referrer=utm_source%3Dx": "google-play:a.b",
    "details?id=a.b": "google-play:a.b",
    "/store/apps/details?id=a.b&hl=no": "google-play:a.b",
    "https://user@play.google.com:443/store/apps/details?id=a.b": "google-play:a.b",
    "https://play.google.com./store/apps/details?id=a.b": "google-play:a.b",
    # App Store
    "https://apps.apple.com/no/app/tiktok/id835599320?x=y": "app-store:835599320",
    "https://apps.apple.com/no/app/name/id835599320?mt=8&ls=1": "app-store:835599320",
    "apps.apple.com/app/id835599320": "app-store:835599320",
    "https://apps.apple.com/us/app/%E6%8A%96%E9%9F%B3/id1142110895": "app-store:1142110895",
    "https://apps.apple.com/us/app/抖音/id1142110895": "app-store:1142110895",
    "https://apps.apple.com/no/app/id12345/id835599320": "app-store:835599320",
    "https://itunes.apple.com/no/app/id835599320?mt=8": "app-store:835599320",
    "https://itunes.apple.com/WebObjects/MZStore.woa/wa/viewSoftware?id=835599320&mt=8": "app-store:835599320",
    "itms-apps://itunes.apple.com/app/id835599320": "app-store:835599320",
    "itms-apps://apple.com/app/id835599320": "app-store:835599320",
    "macappstore://apps.apple.com/no/app/x/id835599320?mt=12": "app-store:835599320",
    # F-Droid
    "https://f-droid.org/packages/org.example.app/": "f-droid:org.example.app",
    "https://f-droid.org/en/packages/org.example.app": "f-droid:org.example.app",
    "https://f-droid.org/nb-NO/packages/org.example.app/?x=1": "f-droid:org.example.app",
    "https://f-droid.org/repository/browse/?fdid=org.example.app": "f-droid:org.example.app",
    "fdroid.app:org.example.App": "f-droid:org.example.App",
    "fdroid.app://details?id=org.example.app": "f-droid:org.example.app",
    # Flathub
    "https://flathub.org/apps/org.videolan.VLC": "flathub:org.videolan.VLC",
    "flathub.org/nb/apps/details/org.videolan.VLC": "flathub:org.videolan.VLC",
    "https://flathub.org/nb/apps/org.videolan.VLC?x=y": "flathub:org.videolan.VLC",
    "https://dl.flathub.org/repo/appstream/org.videolan.VLC.flatpakref": "flathub:org.videolan.VLC",
    "flatpak+https://dl.flathub.org/repo/appstream/org.videolan.VLC.flatpakref": "flathub:org.videolan.VLC",
    # Microsoft Store
    "https://apps.microsoft.com/detail/9nblggh4nns1?hl=nb-no": "microsoft-store:9NBLGGH4NNS1",
    "https://apps.microsoft.com/store/detail/whatsapp/9NKSQGP7F2NH?launch=true": "microsoft-store:9NKSQGP7F2NH",
    "https://apps.microsoft.com/detail/xp89dcgq3k6vld": "microsoft-store:XP89DCGQ3K6VLD",
    "https://www.microsoft.com/nb-no/p/vlc/9nblggh4vvnh": "microsoft-store:9NBLGGH4VVNH",
    "https://www.microsoft.com/nb-no/p/vlc/9nblggh4vvnh/0010?activetab=x": "microsoft-store:9NBLGGH4VVNH",
    "https://www.microsoft.com/store/productId/9NBLGGH4NNS1": "microsoft-store:9NBLGGH4NNS1",
    "https://www.microsoft.com/store/apps/9wzdncrfj3pt": "microsoft-store:9WZDNCRFJ3PT",
    "ms-windows-store://pdp/?ProductId=9nblggh4nns1": "microsoft-store:9NBLGGH4NNS1",
    "ms-windows-store:pdp?productid=9nblggh4nns1": "microsoft-store:9NBLGGH4NNS1",
    # extensions
    f"https://chromewebstore.google.com/detail/some-name/{ADBLOCK}": f"chrome-web-store:{ADBLOCK}",
    f"https://chromewebstore.google.com/detail/{ADBLOCK}/reviews?hl=no": f"chrome-web-store:{ADBLOCK}",
    f"https://chrome.google.com/webstore/detail/some-name/{ADBLOCK}?hl=no": f"chrome-web-store:{ADBLOCK}",
    f"https://microsoftedge.microsoft.com/addons/detail/some-name/{ADBLOCK}": f"edge-add-ons:{ADBLOCK}",
    "https://addons.mozilla.org/nb-NO/firefox/addon/ublock-origin/": "firefox-add-ons:ublock-origin",
    "addons.mozilla.org/firefox/addon/ublock-origin/reviews/?x=y": "firefox-add-ons:ublock-origin",
    "https://addons.mozilla.org/nn-NO/android/addon/m%C3%B8rk/": "firefox-add-ons:mørk",
    # out of the wrapping of a mail program or a search engine
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fplay.google.com%2Fstore%2Fapps%2Fdetails%3Fid%3D"
    "a.b%26hl%3Dno&data=05%7C02%7C": "google-play:a.b",
    "https://www.google.com/url?sa=t&url=https://apps.apple.com/no/app/x/id835599320&usg=x": "app-store:835599320",
}

PLAY = "https://play.google.com/store/apps/details?id=a.b"

SURROUNDINGS = [
    "<{}>.",
    '"{}"',
    "'{}'",
    "«{}»",
    "“{}”,",
    "({})",
    "[{}]",
    "  {}\n",
    "\u200b{}\ufeff",
    "Hei, kan jeg bruke {} ?",
    "Hei, kan jeg bruke {}?",
    "Lenke:{}, takk!",
    "[Navnet]({})",
    '<a href="{}">Navnet</a>',
    "<a href='{}'>Navnet</a>",
    "se\u00a0{}\u00a0her",
    "først https://example.com/x, så {}; er den lov?",
    "https://example.com/x,{}",
]

IDS = {
    "google-play:com.x.y": StoreReference("google-play", "com.x.y", is_link=False),
    " Google-Play:com.x.y ": StoreReference("google-play", "com.x.y", is_link=False),
    "app-store:835599320": StoreReference("app-store", "835599320", is_link=False),
    f"chrome-web-store:{ADBLOCK}": StoreReference("chrome-web-store", ADBLOCK, is_link=False),
    f"edge-add-ons:{ADBLOCK}": StoreReference("edge-add-ons", ADBLOCK, is_link=False),
    "firefox-add-ons:ublock-origin": StoreReference("firefox-add-ons", "ublock-origin", is_link=False),
    "com.x.y": StoreReference(None, "com.x.y", is_link=False),
    "«com.x.y»": StoreReference(None, "com.x.y", is_link=False),
    "org.videolan.VLC.flatpakref": StoreReference("flathub", "org.videolan.VLC", is_link=False),
    "835599320": StoreReference("app-store", "835599320", is_link=False),
    "id835599320": StoreReference("app-store", "835599320", is_link=False),
    "9wzdncrfj3pt": StoreReference(None, "9WZDNCRFJ3PT", is_link=False),
    ADBLOCK.upper(): StoreReference(None, ADBLOCK, is_link=False),
}

NEITHER = [
    "",
    " ",
    "TikTok",
    "tik tok",
    "google-play:",
    "google-play:a b",
    "steam:123",
    "C++",
    "360",
    "super market: deals",
    "more details?",
    "AC/DC",
    "1.5/2",
    "play.google.com@evil.example/store/apps/details?id=a.b",
    "navn@play.google.com/store/apps/details?id=a.b",
    "itms-apps://evil.example/app/id835599320",
    "https://[::1",
    "https://",
    "://",
    "x" * 5000,
    PLAY + "x" * 5000,
]

ELSEWHERE = {
    "https://example.com/app?id=a.b": "example.com",
    "Er https://www.example.com:8443/app lov?": "example.com",
    "vg.no/app": "vg.no",
    "https://play.app.goo.gl/?link=https://play.google.com/x": "play.app.goo.gl",
    # pages of a store that show no app
    "https://play.google.com/store/apps/details": "play.google.com",
    "https://play.google.com/store/apps/details?id=": "play.google.com",
    "https://play.google.com/store/apps/developer?id=A.B": "play.google.com",
    "https://apps.apple.com/no/app/tiktok": "apps.apple.com",
    "https://apps.apple.com/no/developer/x/id835599320": "apps.apple.com",
    "https://f-droid.org/packages/": "f-droid.org",
    "https://flathub.org/nb/about.html": "flathub.org",
    "https://flathub.org/apps/category/Game": "flathub.org",
    "https://www.microsoft.com/nb-no/windows": "microsoft.com",
    "https://www.microsoft.com/nb-no/microsoft-365/abcdefgh1234": "microsoft.com",
    "https://learn.microsoft.com/store/p/9nblggh4vvnh": "learn.microsoft.com",
    "https://chromewebstore.google.com/category/extensions": "chromewebstore.google.com",
    "https://addons.mozilla.org/nb-NO/firefox/addon/": "addons.mozilla.org",
    # hosts that only look like a store
    "https://play.google.com.evil.example/store/apps/details?id=a.b": "play.google.com.evil.example",
    "play.google.com.evil.example/store/apps/details?id=a.b": "play.google.com.evil.example",
    "https://play.google.com@evil.example/store/apps/details?id=a.b": "evil.example",
    "https://play.google.com:443@evil.example/store/apps/details?id=a.b": "evil.example",
    "https://evil.example\\@play.google.com/store/apps/details?id=a.b": "evil.example",
    "https://evil.example/https://play.google.com/store/apps/details?id=a.b": "evil.example",
    "https://evil.example/?u=https://play.google.com/store/apps/details?id=a.b": "evil.example",
    "https://evil.example#@play.google.com/store/apps/details?id=a.b": "evil.example",
    "https://evilplay.google.com/store/apps/details?id=a.b": "evilplay.google.com",
    "https://xn--pay-2na.google.com/store/apps/details?id=a.b": "xn--pay-2na.google.com",
    "https://рlay.google.com/store/apps/details?id=a.b": "рlay.google.com",
    "https://mar\u212aet.android.com/details?id=a.b": "mar\u212aet.android.com",
    "https://play.google.com。evil.example/store/apps/details?id=a.b": "play.google.com。evil.example",
}


def written(found: StoreReference | None) -> str:
    assert found is not None
    assert found.is_link
    return f"{found.store}:{found.id}"


@pytest.mark.parametrize(("text", "expected"), LINKS.items())
def test_links(text: str, expected: str) -> None:
    assert written(parse_reference(text)) == expected
    assert expected.partition(":")[0] in STORES
    assert other_site(text) is None


@pytest.mark.parametrize("around", SURROUNDINGS)
def test_whatever_stands_around_a_link(around: str) -> None:
    assert written(parse_reference(around.format(PLAY))) == "google-play:a.b"
    assert other_site(around.format(PLAY)) is None


@pytest.mark.parametrize("around", SURROUNDINGS[:-1])
def test_whatever_stands_around_a_link_without_its_scheme(around: str) -> None:
    assert written(parse_reference(around.format(PLAY.removeprefix("https://")))) == "google-play:a.b"


@pytest.mark.parametrize(("text", "expected"), IDS.items())
def test_ids(text: str, expected: StoreReference) -> None:
    assert parse_reference(text) == expected
    assert other_site(text) is None


@pytest.mark.parametrize("text", NEITHER, ids=lambda text: text[:60])
def test_neither(text: str) -> None:
    assert parse_reference(text) is None
    assert other_site(text) is None


@pytest.mark.parametrize(("text", "host"), ELSEWHERE.items())
def test_links_to_other_sites(text: str, host: str) -> None:
    assert parse_reference(text) is None
    assert other_site(text) == host


def test_what_goes_beyond_the_limit_is_not_taken_for_half_an_id() -> None:
    filler = "x" * (2048 - len(PLAY) + 1)
    assert parse_reference(f"{filler} {PLAY}.messenger") is None
    assert written(parse_reference(f"{PLAY} {filler * 2}")) == "google-play:a.b"


@given(
    st.text(max_size=100)
    | st.from_regex(r"(https?|market|ms-windows-store|fdroid\.app):/{0,2}[a-z.]{0,20}[/?#\[\]@:%a-z0-9=&\\]{0,40}")
)
def test_no_text_raises(text: str) -> None:
    parse_reference(text)
    other_site(text)


@given(st.sampled_from(sorted(LINKS)), st.text(st.characters(codec="ascii"), max_size=20))
def test_no_tail_raises(link: str, tail: str) -> None:
    parse_reference(link + tail)
    other_site(link + tail)


_PIECES = (
    *sorted(LINKS),
    *sorted(IDS),
    *NEITHER[:20],
    *"\0\ud800\u202e\u200b🙂ßÅø抖ラاक\u0301ﷺ",
    '"',
    "*",
    "(",
    " AND ",
)
_RANGES = ((0, 0x7F), (0, 0x24F), (0x300, 0x5FF), (0x600, 0x2FFF), (0x3000, 0xFFFF), (0, 0x10FFFF))


def random_texts(count: int, seed: int) -> Iterator[str]:
    """Texts of letters from all over Unicode, half sign pairs among them, some with pieces of real links between."""
    chance = random.Random(seed)  # noqa: S311 - seeded, for the same texts every time
    for _ in range(count):
        low, high = chance.choice(_RANGES)
        letters = [chr(chance.randint(low, high)) for _ in range(chance.choice((1, 3, 8, 20, 60)))]
        if chance.random() < 0.3:
            piece = chance.choice(_PIECES)
            letters.insert(chance.randrange(len(letters) + 1), piece[: chance.randint(0, len(piece))])
        yield "".join(letters)


def take_all(texts: Iterator[str], search: Search) -> None:
    for text in texts:
        parse_reference(text)
        other_site(text)
        folded = fold(text)
        squeeze(folded)
        words(loosen(folded))
        found = search.find(text)
        assert len({hit.app for hit in found}) == len(found)
        assert not {hit.app for hit in search.near(text, found).hits} & {hit.app for hit in found}


def test_no_random_text_raises_on_its_way_to_the_index(store: CatalogueStore) -> None:
    with Search(store) as search:
        take_all(random_texts(3_000, seed=40), search)


@pytest.mark.heavy
@pytest.mark.timeout(1800)
def test_none_of_two_hundred_thousand_texts_raises(store: CatalogueStore) -> None:
    with Search(store) as search:
        take_all(random_texts(200_000, seed=41), search)
