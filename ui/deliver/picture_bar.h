// SPDX-License-Identifier: GPL-3.0-or-later
// The place bar: what is delivered, and which picture is looked at.
#pragma once

#include "ui/kit/layout.h"

namespace batchroom {

class ActionCatalog;
class Button;
class DeliverPictures;
class TextLabel;

class PictureBar : public Surface {
    Q_OBJECT
public:
    PictureBar(DeliverPictures& pictures, ActionCatalog& actions, QWidget* parent = nullptr);

private:
    void refresh();
    DeliverPictures& m_pictures;
    TextLabel* m_count;
    Button* m_allApproved;
    TextLabel* m_position;
    QWidget* m_walk;
};

} // namespace batchroom
