// SPDX-License-Identifier: EUPL-1.2
// Nothing: a library of precompiled headers needs a file (quartierpuls_precompiled.cmake).
