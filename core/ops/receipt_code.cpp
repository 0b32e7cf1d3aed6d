// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/receipt_code.h"

#include <algorithm>
#include <array>

namespace qp::ops {

namespace {

// Crockford's base 32: no I, L, O or U.
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kLength = 12;
constexpr std::size_t kRandomLength = kLength - 1;

// Times the generator of GF(32), whose polynomial is x^5 + x^2 + 1.
std::uint8_t times_two(std::uint8_t value) {
    const unsigned doubled = value * 2u;
    return static_cast<std::uint8_t>((doubled & 32u) != 0 ? doubled ^ 0x25u : doubled);
}

// The last character makes the sum of value × 2^(places from the right) zero in GF(32). Every place
// has another weight there, so one wrong character and any two swapped ones always show.
std::uint8_t check_of(const std::array<std::uint8_t, kRandomLength>& values) {
    std::uint8_t sum = 0;
    for (const std::uint8_t value : values) sum = times_two(sum ^ value);
    return sum;
}

std::size_t value_of(char c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    return kAlphabet.find(c);
}

std::string spelt(const std::array<std::uint8_t, kRandomLength>& values) {
    std::string text;
    for (const std::uint8_t value : values) text.push_back(kAlphabet[value]);
    text.push_back(kAlphabet[check_of(values)]);
    return text;
}

}  // namespace

ReceiptCode ReceiptCode::generate(Random& random) {
    std::array<std::uint8_t, kRandomLength> values{};
    random.fill(values);
    for (std::uint8_t& value : values) value &= 31;
    return ReceiptCode{spelt(values)};
}

Result<ReceiptCode> ReceiptCode::parse(std::string_view text) {
    std::string plain;
    for (const char c : text) {
        if (c == '-' || c == ' ') continue;
        const std::size_t value = value_of(c);
        if (value == std::string_view::npos) {
            return fail(Code::bad_argument, "a receipt code has no such letter");
        }
        if (plain.size() == kLength) return fail(Code::bad_argument, "a receipt code too long");
        plain.push_back(kAlphabet[value]);
    }
    if (plain.size() != kLength) return fail(Code::bad_argument, "a receipt code too short");
    std::array<std::uint8_t, kRandomLength> values{};
    for (std::size_t i = 0; i < kRandomLength; ++i) {
        values[i] = static_cast<std::uint8_t>(kAlphabet.find(plain[i]));
    }
    if (spelt(values) != plain) {
        return fail(Code::bad_argument, "a receipt code whose check does not fit");
    }
    return ReceiptCode{std::move(plain)};
}

std::string ReceiptCode::shown() const {
    return plain_.substr(0, 4) + "-" + plain_.substr(4, 4) + "-" + plain_.substr(8, 4);
}

Result<LookupTag> lookup_tag(const CityId& city, const ReceiptCode& code) {
    const Hash hash = Sha256{}.add_prefix("qp1/lookup").add_u8(kSuite).add(city.view()).finish();
    ByteArray<16> salt{};
    std::copy_n(hash.begin(), salt.size(), salt.begin());
    return argon2id_16(code.plain(), salt);
}

}  // namespace qp::ops
