// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/crypto.h"

#include <doctest/doctest.h>
#include <sodium.h>

#include "core/base/seeded_random.h"

namespace qp::ops {

namespace {
Bytes hex(std::string_view text) {
    return *from_hex(text);
}
template <std::size_t N>
ByteArray<N> hex_array(std::string_view text) {
    return *to_array<N>(hex(text));
}
}  // namespace

TEST_CASE("SHA-256 is that of FIPS 180-4, in one piece or in several") {
    CHECK(to_hex(sha256(as_bytes("abc"))) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(Sha256{}.add(as_bytes("a")).add(as_bytes("bc")).finish() == sha256(as_bytes("abc")));
    CHECK(Sha256{}.add_prefix("a").finish() == sha256(Bytes{'a', 0}));
}

TEST_CASE("HKDF-SHA-256 is that of RFC 5869 (first case, its first 32 bytes)") {
    const Seed derived =
        hkdf_sha256(hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"),
                    hex("000102030405060708090a0b0c"), hex("f0f1f2f3f4f5f6f7f8f9"));
    CHECK(to_hex(derived) == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
}

TEST_CASE("Ed25519 is that of RFC 8032 (second case)") {
    const auto key = KeyPair::from_seed(
        hex_array<32>("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    CHECK(to_hex(key.public_key()) ==
          "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const Signature signature = key.sign(hex("72"));
    CHECK(to_hex(signature) ==
          "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
          "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    CHECK(verify(key.public_key(), hex("72"), signature));
    CHECK(KeyPair::from_seed(key.seed()).public_key() == key.public_key());
}

TEST_CASE("a signature fits its own message and key alone, every bit of it") {
    SeededRandom random{5};
    const auto key = KeyPair::generate(random);
    const auto other = KeyPair::generate(random);
    const Signature signature = key.sign(as_bytes("ja"));
    CHECK(!verify(key.public_key(), as_bytes("nein"), signature));
    CHECK(!verify(other.public_key(), as_bytes("ja"), signature));
    for (std::size_t bit = 0; bit < 512; ++bit) {
        Signature changed = signature;
        changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1u << (bit % 8)));
        CHECK(!verify(key.public_key(), as_bytes("ja"), changed));
    }
}

TEST_CASE("a key of small order signs nothing") {
    // The neutral element with a zero signature passes where only the equation is checked.
    PublicKey neutral{};
    neutral[0] = 1;
    Signature zero{};
    zero[0] = 1;
    CHECK(!verify(neutral, as_bytes("ja"), zero));
}

TEST_CASE("what is sealed opens for its receiver alone, and unchanged") {
    SeededRandom random{6};
    const auto key = BoxKeyPair::generate(random);
    const auto other = BoxKeyPair::generate(random);
    const auto sealed = seal(key.public_key, as_bytes("eine Bank am Kesselbrink"), random);
    REQUIRE(sealed);
    CHECK(sealed->size() == 24 + kSealBytes);
    const auto opened = open(key, *sealed);
    REQUIRE(opened);
    CHECK(as_text(*opened) == "eine Bank am Kesselbrink");
    CHECK(!open(other, *sealed));
    CHECK(!open(key, BytesView{*sealed}.first(20)));
    for (std::size_t i = 0; i < sealed->size(); ++i) {
        Bytes changed = *sealed;
        changed[i] ^= 1;
        CHECK(!open(key, changed));
    }
    const BoxPublicKey zero{};
    CHECK(!seal(zero, as_bytes("x"), random));
}

TEST_CASE("seals are libsodium's: its own open here, ours there") {
    SeededRandom random{7};
    const auto key = BoxKeyPair::generate(random);
    const auto sealed = seal(key.public_key, as_bytes("hin"), random);
    REQUIRE(sealed);
    Bytes plain(3);
    CHECK(crypto_box_seal_open(plain.data(), sealed->data(), sealed->size(), key.public_key.data(),
                               key.secret.data()) == 0);
    CHECK(as_text(plain) == "hin");
}

TEST_CASE("Argon2id gives the same tag for the same code and salt, another for any other") {
    const ByteArray<16> salt{1, 2, 3};
    const auto tag = argon2id_16("0123456789AB", salt);
    REQUIRE(tag);
    CHECK(argon2id_16("0123456789AB", salt) == *tag);
    CHECK(argon2id_16("0123456789AC", salt) != *tag);
    CHECK(argon2id_16("0123456789AB", ByteArray<16>{9}) != *tag);
}

}  // namespace qp::ops
