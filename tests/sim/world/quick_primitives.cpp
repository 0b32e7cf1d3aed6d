// SPDX-License-Identifier: EUPL-1.2
// What takes long on purpose or by nature, and is not what the simulator is about: the curves of
// Ed25519 and X25519, and Argon2id. The linker puts these in their place (CMakeLists.txt).
// core/ops/crypto_test.cpp tries the real ones. SHA-256 stays what it is; OpenSSL's goes by the
// processor's own instructions where it has them, libsodium's never.
//
// A public key is its secret, exclusive-or'ed with a constant that only this file knows. Signatures
// and the keys of boxes are keyed hashes over that secret. So whatever the program gets wrong still
// shows: another message, key, signature or box does not pass, and a sealed text is unreadable in
// every file. Lengths and layouts are those of libsodium.
#define OPENSSL_API_COMPAT 0x10100000L  // its plain functions: the newer ones allocate
#include <openssl/sha.h>
#include <sodium.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace {

using Key = unsigned char[32];

void turn(unsigned char* to, const unsigned char* from) {
    static constexpr unsigned char kConstant[] = "The curve between them, as a rule";
    static_assert(sizeof kConstant >= sizeof(Key));
    for (std::size_t i = 0; i < sizeof(Key); ++i)
        to[i] = static_cast<unsigned char>(from[i] ^ kConstant[i]);
}

void sign(unsigned char* signature, const unsigned char* message, unsigned long long size,
          const unsigned char* secret) {
    crypto_generichash(signature, crypto_sign_BYTES, message, size, secret, sizeof(Key));
}

// The key that both ends of a box have.
void box_key(unsigned char* key, const unsigned char* receiver_secret,
             const unsigned char* sender_public) {
    crypto_generichash(key, sizeof(Key), sender_public, sizeof(Key), receiver_secret, sizeof(Key));
}

// Both keep the eight words, a count and what is left of a block, in this order; OpenSSL counts in
// bits, and what follows the block in its state can be told from the count.
constexpr std::size_t kShared = offsetof(SHA256_CTX, num);
static_assert(kShared == sizeof(crypto_hash_sha256_state));
static_assert(offsetof(SHA256_CTX, Nh) == offsetof(SHA256_CTX, Nl) + sizeof(SHA256_CTX::Nl));

SHA256_CTX state_of(const crypto_hash_sha256_state* from) {
    SHA256_CTX state;
    std::memcpy(&state, from, kShared);
    state.num = state.Nl / 8 % SHA256_CBLOCK;
    state.md_len = SHA256_DIGEST_LENGTH;
    return state;
}

}  // namespace

// The linker's names. NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" {

int __wrap_crypto_sign_seed_keypair(unsigned char* public_key, unsigned char* secret_key,
                                    const unsigned char* seed) {
    turn(public_key, seed);
    std::memmove(secret_key, seed, sizeof(Key));
    std::memcpy(secret_key + sizeof(Key), public_key, sizeof(Key));
    return 0;
}

int __wrap_crypto_sign_detached(unsigned char* signature, unsigned long long* size,
                                const unsigned char* message, unsigned long long message_size,
                                const unsigned char* secret_key) {
    sign(signature, message, message_size, secret_key);
    if (size != nullptr) *size = crypto_sign_BYTES;
    return 0;
}

int __wrap_crypto_sign_verify_detached(const unsigned char* signature, const unsigned char* message,
                                       unsigned long long size, const unsigned char* public_key) {
    Key secret;
    turn(secret, public_key);
    unsigned char expected[crypto_sign_BYTES];
    sign(expected, message, size, secret);
    return crypto_verify_64(signature, expected);
}

int __wrap_crypto_scalarmult_base(unsigned char* public_key, const unsigned char* secret) {
    turn(public_key, secret);
    return 0;
}

int __wrap_crypto_box_easy(unsigned char* box, const unsigned char* plain, unsigned long long size,
                           const unsigned char* nonce, const unsigned char* receiver_public,
                           const unsigned char* sender_secret) {
    Key receiver_secret;
    Key sender_public;
    Key key;
    turn(receiver_secret, receiver_public);
    turn(sender_public, sender_secret);
    box_key(key, receiver_secret, sender_public);
    return crypto_secretbox_easy(box, plain, size, nonce, key);
}

int __wrap_crypto_box_seal_open(unsigned char* plain, const unsigned char* box,
                                unsigned long long size, const unsigned char* receiver_public,
                                const unsigned char* receiver_secret) {
    if (size < crypto_box_SEALBYTES) return -1;
    unsigned char nonce[crypto_box_NONCEBYTES];
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, sizeof nonce);
    crypto_generichash_update(&state, box, sizeof(Key));
    crypto_generichash_update(&state, receiver_public, sizeof(Key));
    crypto_generichash_final(&state, nonce, sizeof nonce);
    Key key;
    box_key(key, receiver_secret, box);
    return crypto_secretbox_open_easy(plain, box + sizeof(Key), size - sizeof(Key), nonce, key);
}

// 10 ms and 8 MiB on purpose. A simulated resident needs the tag, not the hardness.
int __wrap_crypto_pwhash_argon2id(unsigned char* out, unsigned long long out_size,
                                  const char* password, unsigned long long password_size,
                                  const unsigned char* salt, unsigned long long, std::size_t, int) {
    return crypto_generichash(out, out_size, reinterpret_cast<const unsigned char*>(password),
                              password_size, salt, crypto_pwhash_argon2id_SALTBYTES);
}

int __wrap_crypto_hash_sha256_init(crypto_hash_sha256_state* to) {
    SHA256_CTX state;
    SHA256_Init(&state);
    std::memcpy(to, &state, kShared);
    return 0;
}

int __wrap_crypto_hash_sha256_update(crypto_hash_sha256_state* to, const unsigned char* bytes,
                                     unsigned long long size) {
    SHA256_CTX state = state_of(to);
    SHA256_Update(&state, bytes, size);
    std::memcpy(to, &state, kShared);
    return 0;
}

int __wrap_crypto_hash_sha256_final(crypto_hash_sha256_state* to, unsigned char* out) {
    SHA256_CTX state = state_of(to);
    SHA256_Final(out, &state);
    return 0;
}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
