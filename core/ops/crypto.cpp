// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/crypto.h"

#include <sodium.h>

#include <cassert>
#include <cstdlib>
#include <cstring>
#include <new>

namespace qp::ops {

namespace {

static_assert(sizeof(crypto_hash_sha256_state) <= 104);
static_assert(crypto_box_SEALBYTES == kSealBytes);

// Lets libsodium choose the fastest code for this processor. Cheap after the first call.
void ready() {
    static const bool is_ready = sodium_init() >= 0;
    if (!is_ready) std::abort();
}

crypto_hash_sha256_state* sha(ByteArray<104>& state) {
    return static_cast<crypto_hash_sha256_state*>(static_cast<void*>(state.data()));
}

}  // namespace

Sha256::Sha256() {
    new (static_cast<void*>(state_.data())) crypto_hash_sha256_state;
    crypto_hash_sha256_init(sha(state_));
}

Sha256& Sha256::add(BytesView bytes) {
    crypto_hash_sha256_update(sha(state_), bytes.data(), bytes.size());
    return *this;
}

Sha256& Sha256::add_prefix(std::string_view prefix) {
    return add(as_bytes(prefix)).add_u8(0);
}

Sha256& Sha256::add_u8(std::uint8_t value) {
    return add(BytesView{&value, 1});
}

Hash Sha256::finish() {
    Hash hash{};
    crypto_hash_sha256_final(sha(state_), hash.data());
    return hash;
}

Hash sha256(BytesView bytes) {
    return Sha256{}.add(bytes).finish();
}

Seed hkdf_sha256(BytesView secret, BytesView salt, BytesView info) {
    // Extract, then the first block of expand: 32 bytes need no second one.
    crypto_auth_hmacsha256_state state;
    Seed extracted{};
    crypto_auth_hmacsha256_init(&state, salt.data(), salt.size());
    crypto_auth_hmacsha256_update(&state, secret.data(), secret.size());
    crypto_auth_hmacsha256_final(&state, extracted.data());

    const std::uint8_t block = 1;
    Seed result{};
    crypto_auth_hmacsha256_init(&state, extracted.data(), extracted.size());
    crypto_auth_hmacsha256_update(&state, info.data(), info.size());
    crypto_auth_hmacsha256_update(&state, &block, 1);
    crypto_auth_hmacsha256_final(&state, result.data());
    sodium_memzero(&state, sizeof state);
    sodium_memzero(extracted.data(), extracted.size());
    return result;
}

KeyPair KeyPair::from_seed(const Seed& seed) {
    ready();
    KeyPair pair;
    crypto_sign_seed_keypair(pair.public_key_.data(), pair.secret_.data(), seed.data());
    return pair;
}

KeyPair KeyPair::generate(Random& random) {
    Seed seed{};
    random.fill(seed);
    const KeyPair pair = from_seed(seed);
    sodium_memzero(seed.data(), seed.size());
    return pair;
}

Seed KeyPair::seed() const {
    Seed seed{};
    std::memcpy(seed.data(), secret_.data(), seed.size());
    return seed;
}

Signature KeyPair::sign(BytesView message) const {
    Signature signature{};
    crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret_.data());
    return signature;
}

bool verify(const PublicKey& key, BytesView message, const Signature& signature) {
    ready();
    return crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                       key.data()) == 0;
}

BoxKeyPair BoxKeyPair::from_secret(const Seed& secret) {
    ready();
    BoxKeyPair pair;
    pair.secret = secret;
    crypto_scalarmult_base(pair.public_key.data(), secret.data());
    return pair;
}

BoxKeyPair BoxKeyPair::generate(Random& random) {
    Seed secret{};
    random.fill(secret);
    return from_secret(secret);
}

Result<Bytes> seal(const BoxPublicKey& to, BytesView plain, Random& random) {
    BoxKeyPair ephemeral = BoxKeyPair::generate(random);
    ByteArray<crypto_box_NONCEBYTES> nonce{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, nonce.size());
    crypto_generichash_update(&state, ephemeral.public_key.data(), ephemeral.public_key.size());
    crypto_generichash_update(&state, to.data(), to.size());
    crypto_generichash_final(&state, nonce.data(), nonce.size());

    Bytes sealed(kSealBytes + plain.size());
    std::memcpy(sealed.data(), ephemeral.public_key.data(), ephemeral.public_key.size());
    const int failed =
        crypto_box_easy(sealed.data() + ephemeral.public_key.size(), plain.data(), plain.size(),
                        nonce.data(), to.data(), ephemeral.secret.data());
    sodium_memzero(ephemeral.secret.data(), ephemeral.secret.size());
    if (failed != 0) return fail(Code::bad_argument, "not an X25519 key that one can seal to");
    return sealed;
}

Result<Bytes> open(const BoxKeyPair& key, BytesView sealed) {
    ready();
    if (sealed.size() < kSealBytes) return fail(Code::bad_signature, "too short for a sealed box");
    Bytes plain(sealed.size() - kSealBytes);
    const int failed = crypto_box_seal_open(plain.data(), sealed.data(), sealed.size(),
                                            key.public_key.data(), key.secret.data());
    if (failed != 0) return fail(Code::bad_signature, "a sealed box that does not open");
    return plain;
}

Result<ByteArray<16>> argon2id_16(std::string_view password, const ByteArray<16>& salt) {
    ready();
    constexpr unsigned long long kPasses = 2;
    constexpr std::size_t kMemoryBytes = 8u << 20;
    static_assert(crypto_pwhash_argon2id_SALTBYTES == 16);
    ByteArray<16> tag{};
    const int failed = crypto_pwhash_argon2id(tag.data(), tag.size(), password.data(),
                                              password.size(), salt.data(), kPasses, kMemoryBytes,
                                              crypto_pwhash_argon2id_ALG_ARGON2ID13);
    if (failed != 0) return fail(Code::no_space, "Argon2id found no 8 MiB of memory");
    return tag;
}

}  // namespace qp::ops
