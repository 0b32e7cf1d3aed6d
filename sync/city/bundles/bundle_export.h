// SPDX-License-Identifier: EUPL-1.2
// Writes the way back to a kiosk that has no network: one file with the city's keys, its receipts
// for what that kiosk brought, and what is public.
#pragma once

#include <string>
#include <vector>

#include "core/base/ports.h"
#include "sync/city/bundles/answer_store.h"
#include "sync/city/storage/key_store.h"
#include "sync/city/storage/storage.h"

namespace qp::city::bundles {

struct ExportParts {
    const storage::DataFiles& files;
    const storage::KeyStore& keys;
    const AnswerStore& answers;
    const ops::ServerEpoch& epoch;
    Clock& clock;
    Random& random;
};

struct ExportReport {
    std::string path;
    std::size_t answers = 0;  // bundles of this kiosk that have been imported
    std::uint64_t version = 0;
    std::uint64_t bytes = 0;
};

// Into `folder`, which is made where it is missing; a file of that name is replaced only once the
// new one is whole. `scopes` empty: those that the kiosk asked for last, else all that there are.
// Errors: no_space, refused (a folder that cannot be written), storage, and those of reading.
Result<ExportReport> export_return(const ExportParts& parts, const ops::PublicKey& kiosk,
                                   const std::string& folder, std::vector<std::string> scopes);

}  // namespace qp::city::bundles
