// SPDX-License-Identifier: EUPL-1.2
// The one project of a simulated city: innovators tell of it from their phones.
#pragma once

#include "core/base/seeded_random.h"
#include "core/domain/kickbox_project.h"

namespace qp::sim {

inline domain::KickboxProject public_project() {
    SeededRandom random{13};
    domain::KickboxProject project;
    project.id = random_id<Id>(random);
    project.title = "Pfandkiste";
    project.quarter = std::string{domain::kCityScope};
    project.stage = domain::Stage::red1;
    return project;
}

}  // namespace qp::sim
