"""The class of our own HanLP models, named in their config.json: characters in, labels of names out.

HanLP builds its tagger's CRF with `batch_first=None`, so that batch and sequence change places and the CRF learns
nothing; this class puts it right, in training and in use.
"""

from __future__ import annotations

from typing import Any

from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer


class CharacterRecognizer(RNNNamedEntityRecognizer):  # type: ignore[misc]  # HanLP has no types
    """HanLP's recurrent tagger with a CRF that reads batches the way they are laid."""

    def build_model(self, **settings: Any) -> Any:
        """HanLP's model with its CRF told that the batch comes first."""
        model = super().build_model(**settings)
        if model.crf is not None:
            model.crf.batch_first = True
        return model
