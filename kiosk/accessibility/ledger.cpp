// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/accessibility/ledger.h"

#include <fstream>

namespace qp::kiosk::accessibility {

void Ledger::add(const std::string& row, const Faults& faults) {
    Count& count = rows_[row];
    ++count.checked;
    if (!faults.empty()) ++count.failed;
}

std::string Ledger::to_json() const {
    std::string out = "[";
    for (const auto& [id, count] : rows_) {
        if (out.size() > 1) out += ",";
        out += "\n  {\"id\": \"" + id +
               "\", \"kind\": \"A\", \"checked\": " + std::to_string(count.checked) +
               ", \"failed\": " + std::to_string(count.failed) + "}";
    }
    return out + "\n]\n";
}

Status Ledger::write(const std::string& path) const {
    std::ofstream file{path, std::ios::trunc};
    file << to_json() << std::flush;
    if (!file) return fail(Code::storage, "cannot write " + path);
    return {};
}

}  // namespace qp::kiosk::accessibility
