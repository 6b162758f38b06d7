// SPDX-License-Identifier: GPL-3.0-or-later
// A request in catalogue words as the provider's JSON. Pure; what a model does not take is never sent. Any thread.
#pragma once

#include "app/catalog/catalog.h"
#include "app/core/image_provider.h"

#include <QJsonObject>
#include <QUrl>

namespace batchroom {

// BadInput when a word of the request (shape, style, speed) is not one of the model's: nothing else may be bought
// instead.
Result<void> checkWords(const GenerationRequest& request, const Model& model);

QJsonObject encodeV2(const GenerationRequest& request, const Model& model, SubmitMode mode);
QJsonObject encodeLegacy(const GenerationRequest& request, const Model& model);
// By the model's dialect. The webhook goes only where the request is asynchronous anyway: on its own it would make it
// so.
QByteArray encodeRequest(
    const GenerationRequest& request, const Model& model, SubmitMode mode, const QUrl& webhook = {});

} // namespace batchroom
