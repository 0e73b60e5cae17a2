"""The log's tree: RFC 6962's known answers, and its recursive definition against ours."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.history.merkle import (
    EMPTY_ROOT,
    Growing,
    ProofWrong,
    Subtrees,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    leaf_hash,
    node_hash,
    root_by_inclusion,
    root_of,
)

# The entries and roots that implementations of Certificate Transparency test themselves with.
ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
D = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
E = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"

sizes = st.integers(1, 70)


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(number.to_bytes(4)) for number in range(count)]


def over(hashes: Sequence[bytes]) -> Subtrees:
    def subtree(height: int, number: int) -> bytes:
        start = number << height
        assert start + (1 << height) <= len(hashes), "only full subtrees are asked for"
        return naive_root(hashes[start : start + (1 << height)])

    return subtree


def naive_root(hashes: Sequence[bytes]) -> bytes:
    """RFC 9162, 2.1.1, word by word."""
    if not hashes:
        return hashlib.sha256().digest()
    if len(hashes) == 1:
        return hashes[0]
    k = split(len(hashes))
    return node_hash(naive_root(hashes[:k]), naive_root(hashes[k:]))


def split(size: int) -> int:
    k = 1
    while k * 2 < size:
        k *= 2
    return k


def naive_path(m: int, hashes: Sequence[bytes]) -> list[bytes]:
    """RFC 9162, 2.1.3.1."""
    if len(hashes) == 1:
        return []
    k = split(len(hashes))
    if m < k:
        return [*naive_path(m, hashes[:k]), naive_root(hashes[k:])]
    return [*naive_path(m - k, hashes[k:]), naive_root(hashes[:k])]


def naive_subproof(m: int, hashes: Sequence[bytes], *, known: bool) -> list[bytes]:
    """RFC 9162, 2.1.4.1."""
    if m == len(hashes):
        return [] if known else [naive_root(hashes)]
    k = split(len(hashes))
    if m <= k:
        return [*naive_subproof(m, hashes[:k], known=known), naive_root(hashes[k:])]
    return [*naive_subproof(m - k, hashes[k:], known=False), naive_root(hashes[:k])]


def test_the_roots_are_those_of_the_standard() -> None:
    tree = Growing()
    hashes = [leaf_hash(entry) for entry in ENTRIES]
    for size, root in enumerate(ROOTS):
        assert tree.size == size
        assert tree.root().hex() == root
        assert root_of(size, over(hashes)).hex() == root
        if size < len(hashes):
            tree.append(hashes[size])
    assert ROOTS[0] == EMPTY_ROOT.hex()


@pytest.mark.parametrize(
    ("position", "size", "proof"),
    [(0, 1, []), (0, 8, [A, B, C]), (5, 8, [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b", D, ROOTS[4],
    ]), (2, 3, [ROOTS[2]])],
)  # fmt: skip
def test_inclusion_proofs_are_those_of_the_standard(
    position: int, size: int, proof: list[str]
) -> None:
    hashes = [leaf_hash(entry) for entry in ENTRIES]
    found = inclusion_proof(position, size, over(hashes))
    assert [each.hex() for each in found] == proof
    assert root_by_inclusion(hashes[position], position, size, found).hex() == ROOTS[size]


@pytest.mark.parametrize(
    ("old", "new", "proof"),
    [(1, 1, []), (1, 8, [A, B, C]), (6, 8, [E, D, ROOTS[4]]), (2, 5, [
        B, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]), (0, 7, [])],
)  # fmt: skip
def test_consistency_proofs_are_those_of_the_standard(old: int, new: int, proof: list[str]) -> None:
    found = consistency_proof(old, new, over([leaf_hash(entry) for entry in ENTRIES]))
    assert [each.hex() for each in found] == proof
    old_root, new_root = bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new])
    assert is_consistent(old, old_root, new, new_root, found)


@given(size=sizes, data=st.data())
def test_an_inclusion_proof_leads_to_the_root_from_its_own_leaf_only(
    size: int, data: st.DataObject
) -> None:
    hashes = leaves(size)
    position = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(position, size, over(hashes))
    assert proof == naive_path(position, hashes)
    root = naive_root(hashes)
    assert root_by_inclusion(hashes[position], position, size, proof) == root
    other = data.draw(st.integers(0, size - 1).filter(lambda each: each != position or size == 1))
    if other != position:
        assert root_by_inclusion(hashes[other], position, size, proof) != root
    with pytest.raises(ProofWrong):
        root_by_inclusion(hashes[position], position, size, [*proof, root])
    if proof:
        with pytest.raises(ProofWrong):
            root_by_inclusion(hashes[position], position, size, proof[:-1])


@given(sizes=st.tuples(sizes, sizes).map(sorted), data=st.data())
def test_a_consistency_proof_holds_for_what_was_and_for_nothing_else(
    sizes: list[int], data: st.DataObject
) -> None:
    old, new = sizes
    hashes = leaves(new)
    proof = consistency_proof(old, new, over(hashes))
    assert proof == naive_subproof(old, hashes, known=True)
    old_root, new_root = naive_root(hashes[:old]), naive_root(hashes)
    assert is_consistent(old, old_root, new, new_root, proof)
    changed = data.draw(st.integers(0, old - 1))
    before = naive_root([*hashes[:changed], leaf_hash(b"another"), *hashes[changed + 1 : old]])
    assert not is_consistent(old, before, new, new_root, proof)
    assert not is_consistent(old, old_root, new, leaf_hash(b"another"), proof)
    assert not is_consistent(old, old_root, new, new_root, [*proof, old_root])
    for number in range(len(proof)):
        assert not is_consistent(old, old_root, new, new_root, proof[:number])


@given(size=st.integers(0, 200))
def test_a_tree_that_grew_is_the_tree_that_was_always_so_large(size: int) -> None:
    tree = Growing()
    hashes = leaves(size)
    for leaf in hashes:
        tree.append(leaf)
    assert (tree.size, tree.root()) == (size, naive_root(hashes))


def test_sizes_that_make_no_sense_prove_nothing() -> None:
    hashes = over(leaves(4))
    root = naive_root(leaves(4))
    for position, size in ((4, 4), (-1, 4), (0, 0)):
        with pytest.raises(ProofWrong):
            inclusion_proof(position, size, hashes)
        with pytest.raises(ProofWrong):
            root_by_inclusion(root, position, size, [])
    with pytest.raises(ProofWrong):
        consistency_proof(5, 4, hashes)
    assert not is_consistent(5, root, 4, root, [])
    assert not is_consistent(0, root, 4, root, [])
    assert not is_consistent(0, EMPTY_ROOT, 0, root, [])
    assert is_consistent(0, EMPTY_ROOT, 0, EMPTY_ROOT, [])
    assert not is_consistent(4, root, 4, EMPTY_ROOT, [])
