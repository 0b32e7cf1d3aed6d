// SPDX-License-Identifier: EUPL-1.2
#include "core/base/cbor.h"

#include <algorithm>
#include <cassert>

#include "core/base/utf8.h"

namespace qp::cbor {

namespace {

enum Major : std::uint8_t { kUnsigned, kNegative, kBytes, kText, kArray, kMap, kTag, kSimple };

constexpr std::uint8_t kFalse = 0xf4;
constexpr std::uint8_t kTrue = 0xf5;
constexpr std::uint8_t kNull = 0xf6;

bool may_be_key(std::uint8_t major) {
    return major == kUnsigned || major == kNegative || major == kText;
}

// Canonical order of keys is that of their encodings, byte by byte (RFC 8949 §4.2.1).
bool is_before(BytesView a, BytesView b) {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

// Notes that the item from `begin` to `end` is complete, and so perhaps what is around it. False: a
// key that does not come after the one before it.
bool complete(BytesView all, Level* levels, std::size_t& depth, std::size_t begin,
              std::size_t end) {
    while (depth > 0) {
        Level& level = levels[depth - 1];
        if (level.is_map && level.is_key_next) {
            const BytesView last = all.subspan(level.key_begin, level.key_end - level.key_begin);
            if (level.has_key && !is_before(last, all.subspan(begin, end - begin))) return false;
            level.has_key = true;
            level.key_begin = begin;
            level.key_end = end;
        }
        level.is_key_next = level.is_map && !level.is_key_next;
        if (--level.items_left > 0) return true;
        --depth;
    }
    return true;
}

}  // namespace

void Writer::head(std::uint8_t major, std::uint64_t value) {
    assert(depth_ == 0 || !levels_[depth_ - 1].is_key_next || may_be_key(major));
    const auto first = static_cast<std::uint8_t>(major << 5);
    if (value < 24) {
        out_.push_back(static_cast<std::uint8_t>(first | value));
        return;
    }
    const int log = value <= 0xff ? 0 : value <= 0xffff ? 1 : value <= 0xffffffff ? 2 : 3;
    out_.push_back(static_cast<std::uint8_t>(first | (24 + log)));
    for (int shift = 8 * ((1 << log) - 1); shift >= 0; shift -= 8) {
        out_.push_back(static_cast<std::uint8_t>(value >> shift));
    }
}

void Writer::after(std::size_t begin) {
    [[maybe_unused]] const bool in_order = complete(out_, levels_, depth_, begin, out_.size());
    assert(in_order);
}

void Writer::open(bool is_map, std::size_t count) {
    const std::size_t begin = out_.size();
    head(is_map ? kMap : kArray, count);
    if (count == 0) return after(begin);
    assert(depth_ < kDepthMax);
    Level level;
    level.items_left = is_map ? count * 2 : count;
    level.is_map = is_map;
    level.is_key_next = is_map;
    levels_[depth_++] = level;
}

Writer& Writer::uint(std::uint64_t value) {
    const std::size_t begin = out_.size();
    head(kUnsigned, value);
    after(begin);
    return *this;
}

Writer& Writer::integer(std::int64_t value) {
    const std::size_t begin = out_.size();
    // -1 - value without overflow: all bits turned.
    if (value < 0) {
        head(kNegative, ~static_cast<std::uint64_t>(value));
    } else {
        head(kUnsigned, static_cast<std::uint64_t>(value));
    }
    after(begin);
    return *this;
}

Writer& Writer::bytes(BytesView value) {
    const std::size_t begin = out_.size();
    head(kBytes, value.size());
    out_.insert(out_.end(), value.begin(), value.end());
    after(begin);
    return *this;
}

Writer& Writer::text(std::string_view value) {
    assert(utf8::is_valid(value));
    const std::size_t begin = out_.size();
    head(kText, value.size());
    const BytesView raw = as_bytes(value);
    out_.insert(out_.end(), raw.begin(), raw.end());
    after(begin);
    return *this;
}

Writer& Writer::boolean(bool value) {
    const std::size_t begin = out_.size();
    head(kSimple, (value ? kTrue : kFalse) & 0x1f);
    after(begin);
    return *this;
}

Writer& Writer::null() {
    const std::size_t begin = out_.size();
    head(kSimple, kNull & 0x1f);
    after(begin);
    return *this;
}

Writer& Writer::array(std::size_t count) {
    open(false, count);
    return *this;
}

Writer& Writer::map(std::size_t count) {
    open(true, count);
    return *this;
}

Writer& Writer::encoded(BytesView item) {
    assert(!item.empty());
    assert(depth_ == 0 || !levels_[depth_ - 1].is_key_next || may_be_key(item[0] >> 5));
    const std::size_t begin = out_.size();
    out_.insert(out_.end(), item.begin(), item.end());
    after(begin);
    return *this;
}

Bytes Writer::take() {
    assert(depth_ == 0);
    Bytes result;
    result.swap(out_);
    return result;
}

void Reader::fail(Code code, std::string detail) {
    if (failed_) return;
    failed_ = true;
    error_ = Error{code, std::move(detail) + " (at byte " + std::to_string(item_begin_) + ")"};
}

// Reads the first byte and the number that goes with it.
bool Reader::read_head(Head& head) {
    if (failed_) return false;
    item_begin_ = at_;
    const auto refuse = [this](const char* why) {
        fail(Code::malformed, why);
        return false;
    };
    if (at_ >= bytes_.size()) return refuse("bytes end early");
    const std::uint8_t first = bytes_[at_];
    head.major = first >> 5;
    const std::uint8_t info = first & 0x1f;
    if (depth_ > 0 && levels_[depth_ - 1].is_key_next && !may_be_key(head.major)) {
        return refuse("a key that is no integer or text");
    }
    if (head.major == kTag) return refuse("a tag");
    if (head.major == kSimple && first != kFalse && first != kTrue && first != kNull) {
        return refuse("a float or unknown simple value");
    }
    ++at_;
    head.value = info;
    if (info < 24) return true;
    if (info > 27) return refuse("an indefinite length");
    const std::size_t size = std::size_t{1} << (info - 24);
    if (bytes_.size() - at_ < size) return refuse("bytes end early");
    head.value = 0;
    for (std::size_t i = 0; i < size; ++i) head.value = (head.value << 8) | bytes_[at_++];
    const bool is_shortest = size == 1 ? head.value >= 24 : (head.value >> (4 * size)) != 0;
    return is_shortest || refuse("a number that is not in its shortest form");
}

bool Reader::head(Head& head, std::uint8_t major) {
    if (!read_head(head)) return false;
    if (head.major == major) return true;
    fail(Code::malformed, "an item of another type than expected");
    return false;
}

BytesView Reader::payload(std::uint64_t size) {
    if (size > bytes_.size() - at_) {
        fail(Code::malformed, "bytes end early");
        return {};
    }
    const BytesView result = bytes_.subspan(at_, static_cast<std::size_t>(size));
    at_ += result.size();
    return result;
}

void Reader::end_item(std::size_t begin) {
    if (!complete(bytes_, levels_, depth_, begin, at_)) {
        fail(Code::malformed, "keys out of order or twice");
    }
}

std::uint64_t Reader::uint(std::uint64_t max) {
    Head in;
    if (!head(in, kUnsigned)) return 0;
    if (in.value > max) {
        fail(Code::malformed, "a number beyond its field");
        return 0;
    }
    end_item(item_begin_);
    return failed_ ? 0 : in.value;
}

std::int64_t Reader::integer() {
    Head in;
    if (!read_head(in)) return 0;
    if (in.major > kNegative || in.value > INT64_MAX) {
        fail(Code::malformed, "no integer of 64 bits");
        return 0;
    }
    end_item(item_begin_);
    if (failed_) return 0;
    const auto value = static_cast<std::int64_t>(in.value);
    return in.major == kNegative ? -1 - value : value;
}

BytesView Reader::bytes(std::size_t size_max) {
    Head in;
    if (!head(in, kBytes)) return {};
    const std::size_t begin = item_begin_;
    if (in.value > size_max) {
        fail(Code::malformed, "a byte string beyond its field");
        return {};
    }
    const BytesView result = payload(in.value);
    if (!failed_) end_item(begin);
    return failed_ ? BytesView{} : result;
}

std::string_view Reader::text(std::size_t size_max) {
    Head in;
    if (!head(in, kText)) return {};
    const std::size_t begin = item_begin_;
    if (in.value > size_max) {
        fail(Code::malformed, "a text beyond its field");
        return {};
    }
    const std::string_view result = as_text(payload(in.value));
    if (!failed_ && !utf8::is_valid(result)) fail(Code::malformed, "text that is no UTF-8");
    if (!failed_) end_item(begin);
    return failed_ ? std::string_view{} : result;
}

bool Reader::boolean() {
    Head in;
    if (!head(in, kSimple)) return false;
    if (in.value == (kNull & 0x1f)) {
        fail(Code::malformed, "null where true or false is expected");
        return false;
    }
    end_item(item_begin_);
    return !failed_ && in.value == (kTrue & 0x1f);
}

void Reader::null() {
    Head in;
    if (!head(in, kSimple)) return;
    if (in.value != (kNull & 0x1f)) return fail(Code::malformed, "not null");
    end_item(item_begin_);
}

std::size_t Reader::open(std::uint8_t major, std::size_t count_max) {
    Head in;
    if (!head(in, major)) return 0;
    // Every item takes a byte at least: no count can ask for more memory than came in.
    const std::uint64_t left = bytes_.size() - at_;
    if (in.value > count_max || in.value > (major == kMap ? left / 2 : left)) {
        fail(Code::malformed, "more items than there can be");
        return 0;
    }
    if (in.value == 0) {
        end_item(item_begin_);
        return 0;
    }
    if (depth_ == kDepthMax) {
        fail(Code::malformed, "nested too deep");
        return 0;
    }
    Level level;
    level.items_left = major == kMap ? in.value * 2 : in.value;
    level.is_map = major == kMap;
    level.is_key_next = level.is_map;
    levels_[depth_++] = level;
    return static_cast<std::size_t>(in.value);
}

std::size_t Reader::array(std::size_t count_max) {
    return open(kArray, count_max);
}
std::size_t Reader::map(std::size_t count_max) {
    return open(kMap, count_max);
}

void Reader::array_of(std::size_t count) {
    const std::size_t found = array(count);
    if (!failed_ && found != count) fail(Code::malformed, "an array of another length");
}

void Reader::literal(std::string_view expected) {
    const std::string_view found = text();
    if (!failed_ && found != expected) {
        fail(Code::malformed, "not a " + std::string{expected});
    }
}

Kind Reader::peek() const {
    if (failed_ || at_ >= bytes_.size()) return Kind::none;
    const std::uint8_t first = bytes_[at_];
    switch (first >> 5) {
        case kUnsigned:
            return Kind::unsigned_integer;
        case kNegative:
            return Kind::negative_integer;
        case kBytes:
            return Kind::bytes;
        case kText:
            return Kind::text;
        case kArray:
            return Kind::array;
        case kMap:
            return Kind::map;
        default:
            break;
    }
    if (first == kNull) return Kind::null;
    return first == kTrue || first == kFalse ? Kind::boolean : Kind::none;
}

BytesView Reader::item() {
    const std::size_t begin = at_;
    const std::size_t depth = depth_;
    do {
        switch (peek()) {
            case Kind::unsigned_integer:
                uint();
                break;
            case Kind::negative_integer: {
                // Values below -2^63 are canonical too, if of no use to us.
                Head in;
                if (read_head(in)) end_item(item_begin_);
                break;
            }
            case Kind::bytes:
                bytes();
                break;
            case Kind::text:
                text();
                break;
            case Kind::array:
                array();
                break;
            case Kind::map:
                map();
                break;
            case Kind::boolean:
                boolean();
                break;
            case Kind::null:
                null();
                break;
            case Kind::none: {
                Head in;
                read_head(in);  // says why it is none of ours
                fail(Code::malformed, "an unknown item");
            }
        }
    } while (!failed_ && depth_ > depth);
    return failed_ ? BytesView{} : since(begin);
}

Status Reader::finish() {
    if (!failed_ && (depth_ != 0 || at_ != bytes_.size())) {
        item_begin_ = at_;
        fail(Code::malformed, "bytes after the end");
    }
    if (failed_) return qp::fail(error_);
    return {};
}

Status check(BytesView bytes) {
    Reader in{bytes};
    in.skip();
    return in.finish();
}

}  // namespace qp::cbor
