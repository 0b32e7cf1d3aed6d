// SPDX-License-Identifier: EUPL-1.2
// The code a resident takes home: random, easy to read aloud, with a check. What the city holds is
// only a tag derived from it, so that a stolen database gives nobody's code away.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/ops/city.h"

namespace qp::ops {

using LookupTag = ByteArray<16>;

class ReceiptCode {
public:
    static ReceiptCode generate(Random& random);
    // As people type it: any case, with or without hyphens and blanks, O for 0, I and L for 1.
    // bad_argument: another length, a letter that no code has, or the check does not fit (one wrong
    // letter or two swapped ones are always found).
    static Result<ReceiptCode> parse(std::string_view text);

    const std::string& plain() const { return plain_; }  // 12 characters
    std::string shown() const;                           // XXXX-XXXX-XXXX
    friend bool operator==(const ReceiptCode& a, const ReceiptCode& b) {
        return a.plain_ == b.plain_;
    }

private:
    explicit ReceiptCode(std::string plain) : plain_{std::move(plain)} {}
    std::string plain_;
};

// Argon2id of the code: about 10 ms and 8 MiB of memory. no_space: there was not that much.
Result<LookupTag> lookup_tag(const CityId& city, const ReceiptCode& code);

}  // namespace qp::ops
