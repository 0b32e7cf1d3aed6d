// SPDX-License-Identifier: EUPL-1.2
// Suite 0x01: Ed25519, SHA-256, HKDF-SHA-256, the sealed box of X25519 and XSalsa20-Poly1305,
// Argon2id. A thin layer over libsodium in our types. Randomness comes from the caller alone, so
// that runs repeat. Every function may be called from any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/ports.h"
#include "core/base/result.h"

namespace qp::ops {

using Hash = ByteArray<32>;
using PublicKey = ByteArray<32>;  // Ed25519
using Signature = ByteArray<64>;
using Seed = ByteArray<32>;          // the secret an Ed25519 or X25519 key pair is made from
using BoxPublicKey = ByteArray<32>;  // X25519

class Sha256 {
public:
    Sha256();
    Sha256& add(BytesView bytes);
    // A domain prefix: its ASCII bytes and one zero byte, so that no prefix begins another.
    Sha256& add_prefix(std::string_view prefix);
    Sha256& add_u8(std::uint8_t value);
    Hash finish();

    template <std::size_t N>
    Sha256& add(const ByteArray<N>& bytes) {
        return add(BytesView{bytes.data(), N});
    }

private:
    alignas(8) ByteArray<104> state_;
};
Hash sha256(BytesView bytes);

// RFC 5869, 32 bytes long.
Seed hkdf_sha256(BytesView secret, BytesView salt, BytesView info);

class KeyPair {
public:
    static KeyPair from_seed(const Seed& seed);
    static KeyPair generate(Random& random);

    const PublicKey& public_key() const { return public_key_; }
    // What to store to have the pair again.
    Seed seed() const;
    Signature sign(BytesView message) const;

private:
    KeyPair() = default;
    ByteArray<64> secret_{};
    PublicKey public_key_{};
};

// Refuses keys of small order and signatures that are not in the one canonical form.
bool verify(const PublicKey& key, BytesView message, const Signature& signature);

struct BoxKeyPair {
    BoxPublicKey public_key{};
    Seed secret{};

    static BoxKeyPair from_secret(const Seed& secret);
    static BoxKeyPair generate(Random& random);
};

inline constexpr std::size_t kSealBytes = 48;  // how much longer a sealed box is than what is in it

// libsodium's crypto_box_seal with the ephemeral key from `random`. bad_argument: `to` is no usable
// key.
Result<Bytes> seal(const BoxPublicKey& to, BytesView plain, Random& random);
// bad_signature: not sealed to this key, or changed on the way.
Result<Bytes> open(const BoxKeyPair& key, BytesView sealed);

// Argon2id (version 1.3), 2 passes over 8 MiB, one lane, 16 bytes out. About 10 ms natively.
// no_space: 8 MiB of memory were not to be had.
Result<ByteArray<16>> argon2id_16(std::string_view password, const ByteArray<16>& salt);

}  // namespace qp::ops
