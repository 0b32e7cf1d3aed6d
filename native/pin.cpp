// SPDX-License-Identifier: EUPL-1.2
#include "native/pin.h"

#include <sodium.h>

#include <algorithm>

namespace qp::native {

Result<std::string> hash_pin(std::string_view pin) {
    const bool has_digits_only =
        std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!has_digits_only || pin.size() < kPinDigitsMin || pin.size() > kPinDigitsMax)
        return fail(Code::bad_argument, "a PIN has 6 to 12 digits");
    if (sodium_init() < 0) return fail(Code::unavailable, "libsodium does not start");
    char hash[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str(hash, pin.data(), pin.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return fail(Code::no_space, "not enough memory for the hash");
    return std::string{hash};
}

bool is_pin(std::string_view pin, const std::string& hash) {
    return sodium_init() >= 0 &&
           crypto_pwhash_str_verify(hash.c_str(), pin.data(), pin.size()) == 0;
}

bool is_pin_hash(const std::string& text) {
    // 1: a good hash with other limits; 0: with these; -1: none.
    return text.size() < crypto_pwhash_STRBYTES &&
           crypto_pwhash_str_needs_rehash(text.c_str(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                          crypto_pwhash_MEMLIMIT_INTERACTIVE) >= 0;
}

}  // namespace qp::native
