// SPDX-License-Identifier: EUPL-1.2
// What a function at a boundary returns: a value, or an Error that says what went wrong and where.
// Exceptions of libraries end at the edge that calls them; our own code throws none.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace qp {

// Stable names: they stand in the protocol (core/base/result.cpp spells them) and in logs.
enum class Code {
    bad_argument,   // a value from outside is not what its field allows
    malformed,      // bytes do not parse, or are not in their canonical form
    too_large,      // beyond a stated limit
    bad_signature,  // a signature, seal or hash does not fit its bytes
    wrong_city,     // meant for another city
    not_found,      // nothing under that id
    conflict,       // the same key with another content
    closed,         // the poll takes no more ballots
    not_a_receipt,  // an answer that is no signed receipt: no ack
    too_old,        // a cursor or version that is no longer served
    too_new,        // written by a newer version than this program
    damaged,        // a file that should be ours cannot be read
    no_space,       // refused before anything was stored
    storage,        // the database failed otherwise
    unavailable,    // network or service not there
    timeout,        // no answer in time
    refused,        // not allowed
};

const char* name(Code code);
// The code that is spelt so. Nothing for a word that a newer version may have added.
std::optional<Code> code_named(std::string_view word);

struct Error {
    Code code = Code::storage;
    std::string detail;  // for the operator, in English: what and where; never a resident's text
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> fail(Code code, std::string detail) {
    return tl::unexpected<Error>{Error{code, std::move(detail)}};
}
inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>{std::move(error)};
}

}  // namespace qp
