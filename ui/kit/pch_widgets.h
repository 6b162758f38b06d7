// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled for speed only; every file still includes what it uses.
#pragma once

#include "app/core/pch_core.h"

#include <QtGui/QtGui>
#include <QtWidgets/QtWidgets>
