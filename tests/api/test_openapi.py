"""Is the committed contract the one the code keeps?"""

from tools.write_openapi import CONTRACT, contract


def test_the_committed_contract_is_what_the_code_offers() -> None:
    assert CONTRACT.read_text(encoding="utf-8") == contract(), "run `make openapi` and commit openapi.json"
