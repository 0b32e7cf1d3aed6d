// SPDX-License-Identifier: EUPL-1.2
// Names of 16 bytes. Each kind of thing has a type of its own, so that an idea's id is never taken
// for a poll's by accident: `using IdeaId = IdOf<struct IdeaTag>;`.
#pragma once

#include <compare>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/base/bytes.h"
#include "core/base/instant.h"
#include "core/base/ports.h"

namespace qp {

struct AnyTag;

template <class Tag>
struct IdOf {
    ByteArray<16> bytes{};

    // All zeros stands for "none" where a format has no room for an absent id.
    bool is_zero() const { return *this == IdOf{}; }
    BytesView view() const { return BytesView{bytes.data(), bytes.size()}; }
    std::string hex() const { return to_hex(view()); }

    // 32 hex digits of either case, nothing else.
    static std::optional<IdOf> from_hex(std::string_view text) {
        const auto raw = qp::from_hex(text);
        return raw ? from_bytes(*raw) : std::nullopt;
    }
    // Nothing unless there are exactly 16 bytes.
    static std::optional<IdOf> from_bytes(BytesView raw) {
        const auto array = to_array<16>(raw);
        return array ? std::optional<IdOf>{IdOf{*array}} : std::nullopt;
    }

    // The same bytes as another kind of id, said aloud: `idea.id.as<PollId>()`.
    template <class Other>
    Other as() const {
        return Other{bytes};
    }
    // Any typed id passes where a format takes whatever id there is.
    template <class T, class = std::enable_if_t<std::is_same_v<T, IdOf<AnyTag>> &&
                                                !std::is_same_v<Tag, AnyTag>>>
    operator T() const {
        return T{bytes};
    }

    friend bool operator==(const IdOf& a, const IdOf& b) {
        return std::memcmp(a.bytes.data(), b.bytes.data(), 16) == 0;
    }
    friend std::strong_ordering operator<=>(const IdOf& a, const IdOf& b) {
        return std::memcmp(a.bytes.data(), b.bytes.data(), 16) <=> 0;
    }
};

using Id = IdOf<AnyTag>;

ByteArray<16> random_id_bytes(Random& random);
// UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then randomness. A clock before 1970 counts as
// 1970.
ByteArray<16> time_ordered_id_bytes(Random& random, Instant now);

// For what residents make: it says nothing about when or where.
template <class AnId>
AnId random_id(Random& random) {
    return AnId{random_id_bytes(random)};
}
// For everything else: sorts by the time it was made.
template <class AnId>
AnId time_ordered_id(Random& random, Instant now) {
    return AnId{time_ordered_id_bytes(random, now)};
}

}  // namespace qp

template <class Tag>
struct std::hash<qp::IdOf<Tag>> {
    std::size_t operator()(const qp::IdOf<Tag>& id) const noexcept {
        // The tail is random in both kinds of id; the head of a UUIDv7 is not.
        std::size_t result = 0;
        std::memcpy(&result, id.bytes.data() + 16 - sizeof result, sizeof result);
        return result;
    }
};
