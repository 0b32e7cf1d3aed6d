// SPDX-License-Identifier: EUPL-1.2
// The city's answers to bundles, sealed to the kiosk that brought them, until they are taken back
// to it. Several processes may use one folder.
#pragma once

#include <string>
#include <vector>

#include "core/ops/return_bundle.h"

namespace qp::city::bundles {

// Of each kiosk; older ones are deleted. A kiosk's newest bundle holds all that has no receipt, so
// one is enough, but what was imported last need not be the newest.
inline constexpr std::size_t kAnswersKept = 32;

class AnswerStore {
public:
    // `folder` is made with the first answer.
    explicit AnswerStore(std::string folder) : folder_{std::move(folder)} {}

    // Durable when it returns success; one for the same bundle is replaced.
    Status keep(const ops::BundleLabel& label, BytesView sealed) const;
    // Newest first, as many as fit into one return. Empty where there are none.
    Result<std::vector<Bytes>> answers(const ops::PublicKey& kiosk) const;
    // The scopes that this kiosk asked for last; empty: it has never brought anything.
    Result<std::vector<std::string>> scopes(const ops::PublicKey& kiosk) const;
    // A version greater than every one before it.
    Result<std::uint64_t> next_version(Instant now) const;

private:
    std::string folder_of(const ops::PublicKey& kiosk) const;

    std::string folder_;
};

}  // namespace qp::city::bundles
