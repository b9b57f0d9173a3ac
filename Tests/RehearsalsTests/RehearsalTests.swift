import Rehearsals
