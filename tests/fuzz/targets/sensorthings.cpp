// SPDX-License-Identifier: EUPL-1.2
// Answers of SensorThings servers. The first byte chooses what the input is taken for.
#include "sync/city/ingest/sensorthings.h"

#include <cmath>

#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;
namespace ingest = qp::city::ingest;

namespace {

const std::string kHost = "http://sensors.example";
const std::string kRoot = kHost + "/frost/v1.1";

void follow(std::string_view json, std::size_t entries) {
    ingest::Paging paging{kRoot, kRoot + "/Things?$top=2", 10};
    for (int pages = 1;; ++pages) {
        hold(paging.url().rfind(kHost + "/", 0) == 0, "paging keeps to its source's host");
        hold(pages <= 10, "paging ends");
        if (!paging.next(json, entries)) return;
    }
}

void take_things(std::string_view json) {
    ingest::SensorThingsSource source;
    source.name = "reallabor";
    source.url = kRoot;
    source.quarter = "mitte";
    ingest::Report report;
    for (const auto& thing : ingest::read_things(json, source, report)) {
        hold(domain::decode_station(encode(thing.station)).has_value(),
             "a station that was found can be read by devices");
        for (const auto& stream : thing.streams)
            hold(domain::decode_datastream(encode(stream.datastream)).has_value(),
                 "a datastream that was found can be read by devices");
    }
}

void take_observations(std::string_view json) {
    ingest::FoundStream stream;
    stream.factor = 0.5;
    ingest::Report report;
    const auto page = ingest::read_observations(json, stream, report);
    hold(page.observations.size() <= page.entries, "no more is read than stands there");
    for (const auto& observation : page.observations)
        hold(std::isfinite(observation.value), "a value is a number");
}

}  // namespace

QP_FUZZ_TARGET(sensorthings) {
    Pieces pieces{input};
    const auto form = pieces.u8() % 4;
    const std::string_view text = as_text(pieces.rest());
    if (form == 0) return take_things(text);
    if (form == 1) return take_observations(text);
    if (form == 2) {
        follow(text, 2);
        ingest::check_page(text, "application/json").has_value();
        return;
    }
    if (const auto number = ingest::number_of_result(text))
        hold(std::isfinite(*number), "a result is a number");
}
