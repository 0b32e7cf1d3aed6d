// SPDX-License-Identifier: EUPL-1.2
// Argon2id takes 10 ms and 8 MiB on purpose. A simulated resident needs the tag, not the hardness:
// the linker puts this in its place.
#include <sodium.h>

extern "C" int __wrap_crypto_pwhash_argon2id(unsigned char* out, unsigned long long out_size,
                                             const char* password, unsigned long long password_size,
                                             const unsigned char* salt, unsigned long long,
                                             std::size_t, int) {
    return crypto_generichash(out, out_size, reinterpret_cast<const unsigned char*>(password),
                              password_size, salt, crypto_pwhash_argon2id_SALTBYTES);
}
