// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/city_lane.h"

namespace qp::replica {

Result<const ops::CityKeys*> CityLane::keys() {
    if (!keys_) {
        auto held = local_.city();
        if (!held) return fail(held.error());
        if (*held && (*held)->city.id != options_.city)
            return fail(Code::wrong_city,
                        "this device's contributions belong to city " + (*held)->city.id.hex());
        keys_ = std::move(*held);
    }
    return keys_ ? &*keys_ : nullptr;
}

Request CityLane::make() const {
    Request request;
    request.lane = Lane::city;
    request.method = "GET";
    request.target = "/api/v1/city";
    request.answer_bytes_max = ops::kCityKeysBytesMax;
    return request;
}

Status CityLane::take(const Answer& answer, Instant now) {
    auto offered = ops::decode_city_keys(answer.body, options_.city);
    if (!offered) return fail(offered.error());
    if (auto taken = offer(std::move(*offered)); !taken) return taken;
    pause_.begin(now, options_.city_every);
    return {};
}

Status CityLane::offer(ops::CityKeys offered) {
    auto held = keys();
    if (!held) return fail(held.error());
    if (*held && offered.version < (*held)->version)
        return fail(Code::too_old, "a list of city keys older than the one held");
    if (!*held || offered.version > (*held)->version) {
        if (auto stored = local_.set_city(offered); !stored) return stored;
        keys_ = std::move(offered);
    }
    return {};
}

}  // namespace qp::replica
