// SPDX-License-Identifier: EUPL-1.2
// Writes plain values as JSON. Small on purpose: a JSON library would cost the phone more than all
// view models together. Inner part of json.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qp::views {

class JsonWriter {
public:
    std::string take() { return std::move(out_); }

    void text(std::string_view value);
    void boolean(bool value) { out_ += value ? "true" : "false"; }
    void integer(std::uint64_t value) { out_ += std::to_string(value); }
    // Four decimals: coordinates and shares between 0 and 1. What is no number is null.
    void fraction(double value);
    void null() { out_ += "null"; }

    void open(char bracket) {
        out_ += bracket;
        is_first_ = true;
    }
    void close(char bracket) {
        out_ += bracket;
        is_first_ = false;
    }
    // Before each element or member of what is open.
    void next() {
        if (!is_first_) out_ += ',';
        is_first_ = false;
    }
    void name(std::string_view key) {
        next();
        text(key);
        out_ += ':';
    }

private:
    std::string out_;
    bool is_first_ = true;
};

}  // namespace qp::views
