"""What is remembered is given only with the version it was made with."""

from kartotek.plumbing.versioned import VersionedCache


def test_an_answer_is_given_with_its_version_only() -> None:
    cache: VersionedCache[str] = VersionedCache(2)
    assert cache.get("a", 1) is None
    cache.put("a", 1, "old")
    assert (cache.get("a", 1), cache.get("a", 2)) == ("old", None)
    cache.put("a", 2, "new")
    assert (cache.get("a", 1), cache.get("a", 2)) == (None, "new")


def test_what_was_unused_for_longest_makes_room() -> None:
    cache: VersionedCache[str] = VersionedCache(2)
    cache.put("a", 1, "a")
    cache.put("b", 1, "b")
    assert cache.get("a", 1) == "a"
    cache.put("c", 1, "c")
    assert [cache.get(key, 1) for key in "abc"] == ["a", None, "c"]
