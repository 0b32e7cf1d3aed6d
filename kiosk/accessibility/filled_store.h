// SPDX-License-Identifier: EUPL-1.2
// A store with something for every screen: measured values, ideas in each state, actors, projects,
// a mood session. For tests; may fail the one that runs.
#pragma once

#include "core/views/test_store.h"

namespace qp::kiosk::accessibility {

// The things that screens of one thing show.
inline const Id kStation = views::id_of(1);
inline const Id kIdea = views::id_of(20);
inline const Id kActor = views::id_of(40);
inline const Id kProject = views::id_of(60);
inline const Id kThesis = views::id_of(91);

void fill(views::TestStore& store);

}  // namespace qp::kiosk::accessibility
