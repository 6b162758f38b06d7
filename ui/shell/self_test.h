// SPDX-License-Identifier: GPL-3.0-or-later
// `batchroom --self-test`: what works on this machine, and one grabbed frame of the real window. GUI thread.
#pragma once

namespace batchroom {

class KeyStore;
class PreferencesStore;
class ThemeSource;

// Prints a line a check; 0, or 1 when something is missing.
int runSelfTest(PreferencesStore& preferences, KeyStore& keys, ThemeSource& theme);

} // namespace batchroom
