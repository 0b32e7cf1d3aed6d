// SPDX-License-Identifier: EUPL-1.2
// Fixed layouts, byte by byte: big-endian numbers, no padding, and a domain prefix that ends in a
// zero byte. What is signed and hashed is laid out with it.
#pragma once

#include <cassert>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/id.h"

namespace qp::ops {

class SignedBytes {
public:
    SignedBytes() { bytes_.reserve(256); }

    SignedBytes& prefix(std::string_view domain) { return raw(as_bytes(domain)).u8(0); }
    SignedBytes& u8(std::uint8_t value) {
        bytes_.push_back(value);
        return *this;
    }
    SignedBytes& u16(std::uint16_t value) { return number(value, 2); }
    SignedBytes& u32(std::uint32_t value) { return number(value, 4); }
    SignedBytes& u64(std::uint64_t value) { return number(value, 8); }
    SignedBytes& raw(BytesView bytes) {
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
        return *this;
    }
    template <std::size_t N>
    SignedBytes& raw(const ByteArray<N>& bytes) {
        return raw(BytesView{bytes.data(), N});
    }
    template <class Tag>
    SignedBytes& id(const IdOf<Tag>& id) {
        return raw(id.view());
    }
    const Bytes& view() const { return bytes_; }
    Bytes take() { return std::move(bytes_); }

private:
    SignedBytes& number(std::uint64_t value, int size) {
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
            bytes_.push_back(static_cast<std::uint8_t>(value >> shift));
        }
        return *this;
    }
    Bytes bytes_;
};

}  // namespace qp::ops
