// SPDX-License-Identifier: EUPL-1.2
// The deterministic subset of CBOR (RFC 8949 §4.2.1) that crosses wires and is signed: integers,
// byte strings, UTF-8 text, arrays, maps with integer or text keys in canonical order, null and
// booleans. One value has one encoding; whatever is not in that form is refused, never repaired.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/id.h"
#include "core/base/result.h"

namespace qp::cbor {

// Containers within containers, the outermost counted.
inline constexpr std::size_t kDepthMax = 8;

enum class Kind : std::uint8_t {
    unsigned_integer,
    negative_integer,
    bytes,
    text,
    array,
    map,
    null,
    boolean,
    none
};

// Where the Writer or the Reader stands: the containers that are open at the moment.
struct Level {
    std::uint64_t items_left = 0;  // keys and values each count
    bool is_map = false;
    bool is_key_next = false;
    bool has_key = false;
    std::size_t key_begin = 0;  // the last key's encoding
    std::size_t key_end = 0;
};

// Writes what the program means to send: a key out of order, text that is no UTF-8, or an array
// with another number of items than announced is our own mistake and asserted.
class Writer {
public:
    Writer& uint(std::uint64_t value);
    Writer& integer(std::int64_t value);
    Writer& bytes(BytesView value);
    Writer& text(std::string_view value);
    Writer& boolean(bool value);
    Writer& null();
    // The next `count` items belong to the array.
    Writer& array(std::size_t count);
    // The next `count` pairs of key and value belong to the map; keys ascend by their encoding,
    // which is: 0, 1, … then -1, -2, … then shorter texts, then longer ones.
    Writer& map(std::size_t count);
    // One item that is encoded already. REQUIRES: it came from a Writer or passed a Reader.
    Writer& encoded(BytesView item);

    template <std::size_t N>
    Writer& bytes(const ByteArray<N>& value) {
        return bytes(BytesView{value.data(), N});
    }
    template <class Tag>
    Writer& id(const IdOf<Tag>& value) {
        return bytes(value.view());
    }

    std::size_t size() const { return out_.size(); }
    // For a checksum that follows what it covers. Void with the next item.
    BytesView so_far() const { return out_; }
    // REQUIRES: every open array and map has all of its items.
    Bytes take();

private:
    void head(std::uint8_t major, std::uint64_t value);
    void after(std::size_t begin);
    void open(bool is_map, std::size_t count);

    Bytes out_;
    Level levels_[kDepthMax];
    std::size_t depth_ = 0;
};

// Reads foreign bytes. The first thing that does not fit is remembered and every later read gives
// an empty value, so a decoder reads straight through and asks finish() once at the end. Loops stay
// bounded: array() and map() give 0 after a failure and never more than the bytes left could hold.
// Views returned point into the bytes given, which must outlive them.
class Reader {
public:
    explicit Reader(BytesView bytes) : bytes_{bytes} {}

    std::uint64_t uint(std::uint64_t max = UINT64_MAX);
    std::int64_t integer();
    BytesView bytes(std::size_t size_max = SIZE_MAX);
    std::string_view text(std::size_t size_max = SIZE_MAX);
    bool boolean();
    void null();
    // The number of items, or of pairs.
    std::size_t array(std::size_t count_max = SIZE_MAX);
    std::size_t map(std::size_t count_max = SIZE_MAX);
    // An array of exactly `count` items.
    void array_of(std::size_t count);
    // Text that must be exactly this: the name a document opens with.
    void literal(std::string_view expected);

    template <std::size_t N>
    ByteArray<N> fixed() {
        const BytesView view = bytes(N);
        if (view.size() == N) return *to_array<N>(view);
        if (is_ok()) fail(Code::malformed, "byte string of another length than its field");
        return ByteArray<N>{};
    }
    template <class AnId>
    AnId id() {
        return AnId{fixed<16>()};
    }

    // What comes next; Kind::none at the end or after a failure.
    Kind peek() const;
    bool next_is_null() const { return peek() == Kind::null; }
    // Any one item, checked throughout and returned as it stands in the bytes.
    BytesView item();
    void skip() { item(); }

    // The bytes from `begin` (an earlier position()) to here, as they came.
    std::size_t position() const { return at_; }
    BytesView since(std::size_t begin) const { return bytes_.subspan(begin, at_ - begin); }

    bool is_ok() const { return !failed_; }
    // For a decoder's own rule. The first failure stays.
    void fail(Code code, std::string detail);
    // An error if anything failed, or if bytes follow the last item.
    Status finish();

private:
    struct Head {
        std::uint8_t major = 0;
        std::uint64_t value = 0;
    };
    bool head(Head& head, std::uint8_t major);
    bool read_head(Head& head);
    BytesView payload(std::uint64_t size);
    void end_item(std::size_t begin);
    std::size_t open(std::uint8_t major, std::size_t count_max);

    BytesView bytes_;
    std::size_t at_ = 0;
    std::size_t item_begin_ = 0;
    Level levels_[kDepthMax];
    std::size_t depth_ = 0;
    bool failed_ = false;
    Error error_;
};

// Whether `bytes` are one item in canonical form and nothing more.
Status check(BytesView bytes);

}  // namespace qp::cbor
