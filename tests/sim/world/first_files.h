// SPDX-License-Identifier: EUPL-1.2
// Machines as they are set up: databases made by the program itself, once a process, and a city
// with a few ideas and a Stimmungsbild.
#pragma once

#include <map>
#include <string>

#include "core/base/bytes.h"
#include "core/ops/ballot.h"
#include "core/ops/city_keys.h"

namespace qp::sim {

struct FirstFiles {
    std::map<std::string, Bytes> city;
    // The same with a Stimmungsbild that closes within the run and is sealed long after.
    std::map<std::string, Bytes> closing_city;
    std::map<std::string, Bytes> device;
    // As the first version of the program left it: an operation and a ballot wait.
    std::map<std::string, Bytes> old_device;
    Bytes old_batch;
    ops::SignedBallot old_ballot;
};
// REQUIRES at the first call: a DiskVfs lives.
const FirstFiles& first_files();
void make_first_files(const ops::CityKeys& keys);

}  // namespace qp::sim
