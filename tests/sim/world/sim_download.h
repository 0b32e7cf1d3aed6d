// SPDX-License-Identifier: EUPL-1.2
// A snapshot on its way to a simulated disk: goes on where a broken connection or a crash left it,
// and gives the file out only once hash and signature fit. As sync/client/snapshot_download.h does
// it on a real one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ops/city_keys.h"
#include "tests/sim/world/machine.h"
#include "tests/sim/world/network.h"

namespace qp::sim {

class SimDownload {
public:
    SimDownload(Machine& machine, std::vector<std::string> scopes)
        : machine_{machine}, scopes_{std::move(scopes)} {}

    Asked ask(const replica::Request& request) const;
    // The status for the replica: with 200 the file stands at path(). Unset: the connection broke.
    std::optional<int> take(const std::optional<Said>& said, const ops::CityKeys& keys);
    std::string path() const { return machine_.path(kFile); }
    // The whole file, once it has been taken over or a crash has left it.
    void remove();

private:
    static constexpr const char* kFile = "snapshot.db";
    static constexpr const char* kPart = "snapshot.db.part";
    static constexpr const char* kPartHash = "snapshot.db.part-hash";

    bool append(const char* name, BytesView bytes);
    void remove_part();
    bool is_sound(const Said& said, const ops::CityKeys& keys) const;

    Machine& machine_;
    const std::vector<std::string> scopes_;
};

}  // namespace qp::sim
