// SPDX-License-Identifier: EUPL-1.2
// A phone: projects that its owner speaks for. Each has a key and a chain of its own that last, so
// that nothing joins it with what the same person hands in as a resident.
#pragma once

#include <vector>

#include "core/domain/project_update.h"
#include "core/store/local.h"

namespace qp::store {

// What its owner has told of a project, and where that stands.
struct OwnUpdate {
    Id id;
    domain::ProjectUpdateDraft draft;
    Instant saved_at{};
    Delivery delivery = Delivery::saved;
    std::string refusal;  // protocol code where refused
};

// REQUIRES of all: a phone; a kiosk's disk holds nobody's key.

// Made when its owner asks for it, once; the secret never leaves this file. Durable when it
// returns. Errors: no_space, unavailable (no city keys yet).
Result<ops::PublicKey> make_project_key(Local& local, const Id& project, Random& random);
Result<std::optional<ops::PublicKey>> project_key(Local& local, const Id& project);
// Those that there is a key for.
Result<std::vector<Id>> own_projects(Local& local);

// Durable and queued when it returns. Errors: no_space, unavailable, not_found (no key for this
// project), bad_argument (check(draft) is not empty). A chain that the city refused as a fork (a
// cloned or restored phone) goes on under a new epoch.
Status save_update(Local& local, const Id& project, const domain::ProjectUpdateDraft& draft,
                   Instant now, Random& random);
Result<std::vector<OwnUpdate>> own_updates(Local& local, const Id& project);  // newest first

}  // namespace qp::store
