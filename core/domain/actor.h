// SPDX-License-Identifier: EUPL-1.2
// An entry of the Netzwerkcompass: who in the city can help, and wants to.
#pragma once

#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/domain/theme.h"

namespace qp::domain {

inline constexpr std::size_t kActorNameMax = 200;  // code points
inline constexpr std::size_t kActorSummaryMax = 1000;
inline constexpr std::size_t kActorLineMax = 300;  // of each other text
inline constexpr std::size_t kActorListMax = 40;   // competences, interests

struct Actor {
    Id id;
    std::string name;
    Sector sector = Sector::civil_society;
    bool is_person = false;  // a single person, not an organisation
    std::string summary;     // one or two sentences: what they do
    std::vector<std::string> competences;
    std::vector<std::string> interests;  // what they want to take part in
    std::vector<Theme> themes;
    std::string quarter;  // slug or kCityScope
    std::string address;  // public, may be empty
    std::string website;
    std::string contact;  // public e-mail or telephone, may be empty
    Instant reviewed_at{};
    bool is_demo = false;
    std::string language = "de";  // of what they say of themselves
    bool operator==(const Actor&) const = default;
};

// An importer that wants to know whether an entry keeps the limits decodes what it encoded.
Bytes encode(const Actor& actor);
Result<Actor> decode_actor(BytesView payload);

}  // namespace qp::domain
