// SPDX-License-Identifier: EUPL-1.2
// What happened in a run. Every line goes into a hash, so that two runs can be told apart; the
// words are put together only for somebody who reads them.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include "core/base/bytes.h"
#include "tests/sim/world/timeline.h"

namespace qp::sim {

class Trace {
public:
    Trace(const Timeline& timeline, bool is_shown) : timeline_{timeline}, is_shown_{is_shown} {}

    void note(const std::string& who, const char* what, std::uint64_t number = 0) {
        add(static_cast<std::uint64_t>(timeline_.now().count()));
        for (const char c : who) add(static_cast<std::uint8_t>(c));
        for (const char* c = what; *c != 0; ++c) add(static_cast<std::uint8_t>(*c));
        add(number);
        if (is_shown_)
            std::printf("%9.3f  %-8s %s %llx\n",
                        static_cast<double>(timeline_.now().count()) / 1000.0, who.c_str(), what,
                        static_cast<unsigned long long>(number));
    }
    void note(const std::string& who, const char* what, BytesView name) {
        std::uint64_t number = 0;
        for (std::size_t i = 0; i < name.size() && i < 8; ++i) number = number << 8 | name[i];
        note(who, what, number);
    }
    bool is_shown() const { return is_shown_; }
    std::uint64_t hash() const { return hash_; }

private:
    void add(std::uint64_t value) { hash_ = (hash_ ^ value) * 0x100000001b3; }

    const Timeline& timeline_;
    const bool is_shown_;
    std::uint64_t hash_ = 0xcbf29ce484222325;
};

}  // namespace qp::sim
